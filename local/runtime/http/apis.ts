import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';
import type { CorsRules } from './gateway-cors.ts';
import type { Route } from './select-route.ts';

const Cors = z.looseObject({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
});
const ApiProperties = z.looseObject({
  ProtocolType: z.literal('HTTP', 'only HTTP APIs run here'),
  CorsConfiguration: Cors.optional(),
  Body: z.undefined('routes must be resources of the template').optional(),
});
const StageProperties = z.looseObject({
  ApiId: z.string(),
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
  DefaultRouteSettings: z
    .looseObject({ ThrottlingRateLimit: z.number().optional(), ThrottlingBurstLimit: z.number().optional() })
    .optional(),
});
const RouteProperties = z.looseObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  AuthorizationType: z.enum(['NONE', 'CUSTOM'], 'only Lambda authorizers run here').default('NONE'),
  AuthorizerId: z.string().optional(),
  Target: z.string(),
});
const IntegrationProperties = z.looseObject({
  IntegrationType: z.literal('AWS_PROXY', 'only Lambda proxy integrations run here'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0', 'only payload format 2.0 is supported'),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
  RequestParameters: z.undefined('request parameters are not mapped here').optional(),
});
const AuthorizerProperties = z.looseObject({
  AuthorizerType: z.literal('REQUEST', 'only Lambda authorizers run here'),
  AuthorizerUri: z.string(),
  AuthorizerPayloadFormatVersion: z.literal('2.0', 'only payload format 2.0 is supported').default('2.0'),
  EnableSimpleResponses: z.literal(true, 'only simple responses of authorizers are supported'),
  AuthorizerResultTtlInSeconds: z.literal(0, 'results of authorizers are not cached here; set it to 0').default(0),
  IdentitySource: z.array(z.string()).default([]),
});

export interface Api {
  readonly id: string;
  readonly logicalId: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly throttle: { readonly ratePerSecond: number; readonly burst: number } | undefined;
  readonly cors: CorsRules | undefined;
  readonly routes: readonly Route[];
}

/** The ARN of a function, which may be wrapped in an invocation URI. */
const functionIn = (uri: string): string => /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;

const byName = (resources: Resources, type: string, name: string, referrer: Resource): Resource => {
  const found = resources.ofType(type).find((resource) => resource.name === name);
  if (found === undefined)
    throw new Error(
      `${referrer.stack}/${referrer.logicalId} points to ${name}, which is not a ${type} of the templates`,
    );
  return found;
};

const routeOf = (resource: Resource, resources: Resources): Route => {
  const { RouteKey, Target, AuthorizationType, AuthorizerId } = propertiesOf(resource, RouteProperties);
  const integration = propertiesOf(
    byName(resources, 'AWS::ApiGatewayV2::Integration', Target.replace('integrations/', ''), resource),
    IntegrationProperties,
  );
  const route = {
    routeKey: RouteKey,
    functionArn: functionIn(integration.IntegrationUri),
    timeoutMilliseconds: integration.TimeoutInMillis,
  };
  if (AuthorizationType === 'NONE' || AuthorizerId === undefined) return route;
  const authorizer = propertiesOf(
    byName(resources, 'AWS::ApiGatewayV2::Authorizer', AuthorizerId, resource),
    AuthorizerProperties,
  );
  return {
    ...route,
    authorizer: {
      id: AuthorizerId,
      functionArn: functionIn(authorizer.AuthorizerUri),
      identitySources: authorizer.IdentitySource,
    },
  };
};

const stageOf = (resources: Resources, api: Resource): z.output<typeof StageProperties> => {
  const stages = resources
    .ofType('AWS::ApiGatewayV2::Stage')
    .map((stage) => propertiesOf(stage, StageProperties))
    .filter(({ ApiId }) => ApiId === api.name);
  const [stage] = stages;
  if (stage === undefined || stages.length > 1) {
    throw new Error(`${api.stack}/${api.logicalId} has ${stages.length} stages; one runs here`);
  }
  return stage;
};

/** The HTTP APIs of the templates, each with its stage and routes. */
export const apisOf = (resources: Resources): readonly Api[] =>
  resources.ofType('AWS::ApiGatewayV2::Api').map((resource) => {
    const { CorsConfiguration } = propertiesOf(resource, ApiProperties);
    const stage = stageOf(resources, resource);
    const { ThrottlingRateLimit: ratePerSecond, ThrottlingBurstLimit: burst } = stage.DefaultRouteSettings ?? {};
    return {
      id: resource.name,
      logicalId: resource.logicalId,
      stage: stage.StageName,
      stageVariables: stage.StageVariables,
      throttle: ratePerSecond === undefined || burst === undefined ? undefined : { ratePerSecond, burst },
      cors: CorsConfiguration,
      routes: resources
        .ofType('AWS::ApiGatewayV2::Route')
        .filter((route) => route.properties['ApiId'] === resource.name)
        .map((route) => routeOf(route, resources)),
    };
  });
