import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { ApiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { VectisFunction } from '../constructs/vectis-function.ts';
import type { FoundFunction } from '../discover.ts';
import { pascal } from '../names.ts';
import type { StageContext } from '../stage-context.ts';

interface ApiStackProps extends StackProps {
  readonly context: StageContext;
}

/** The API: one route per operation of a contract, each with the authorizer unless its contract says public. */
export class ApiStack extends Stack {
  readonly apiId: string;
  readonly apiUrl: string;

  constructor(scope: Construct, id: string, { context, ...props }: ApiStackProps) {
    super(scope, id, props);
    const { names, parts } = context;

    // The functions answer CORS, because the gateway would add its headers only to its own answers.
    const api = new HttpApi(this, 'Api', { apiName: names.resource('api'), createDefaultStage: false });
    this.apiId = api.apiId;
    this.apiUrl = api.apiEndpoint;

    const authorizer = this.#authorizer(context);
    for (const found of parts.api) this.#resource(api, found, context, authorizer);
    this.#stage(api, context);
    new CfnOutput(this, 'ApiUrl', {
      value: api.apiEndpoint,
      description: 'Address of the API; its paths begin with /v1',
    });
  }

  /** Invoked before every route that is not public. Without a cache, so that a removed member loses access at once. */
  #authorizer(context: StageContext): HttpLambdaAuthorizer {
    const found = context.parts.operations.find(({ name }) => name === 'authorize');
    if (found === undefined) throw new Error('functions/operations/authorize is missing: no route would be authorized');
    const made = new VectisFunction(this, 'Authorize', {
      context,
      functionName: context.names.function(found.group, found.name),
      contract: found.contract,
      code: context.codeOf(found.group, found.name),
    });
    return new HttpLambdaAuthorizer('Authorizer', made.lambda, {
      authorizerName: context.names.resource('authorizer'),
      responseTypes: [HttpLambdaResponseType.SIMPLE],
      // With an identity source the gateway itself would refuse requests without one, with an answer of its own.
      identitySource: [],
      resultsCacheTtl: Duration.seconds(0),
    });
  }

  #resource(
    api: HttpApi,
    found: FoundFunction<ApiContract>,
    context: StageContext,
    authorizer: HttpLambdaAuthorizer,
  ): void {
    const { group, name, contract } = found;
    const made = new VectisFunction(this, pascal(name), {
      context,
      functionName: context.names.function(group, name),
      contract: withCors(contract),
      code: context.codeOf(group, name),
    });
    // One permission a function, for all routes of this API; otherwise CloudFormation makes one for each route.
    const integration = new HttpLambdaIntegration(`${pascal(name)}Integration`, made.lambda, {
      scopePermissionToRoute: false,
    });

    for (const [operationId, { route, ability }] of Object.entries(contract.operations)) {
      const isPublic = ability === 'public';
      const httpRoute = new HttpRoute(this, `Route${pascal(operationId)}`, {
        httpApi: api,
        routeKey: routeKeyOf(route),
        integration,
        ...(isPublic ? {} : { authorizer }),
      });
      if (isPublic)
        acknowledge(
          httpRoute,
          'AwsSolutions-APIG4',
          `Public by its contract: ${contract.operations[operationId]?.summary}`,
        );
    }
    if (name === 'not-found') {
      // The permission for all routes demands a method and a path, which $default does not have.
      const fallback = new HttpRoute(this, 'RouteDefault', {
        httpApi: api,
        routeKey: HttpRouteKey.DEFAULT,
        integration: new HttpLambdaIntegration('FallbackIntegration', made.lambda),
      });
      acknowledge(fallback, 'AwsSolutions-APIG4', 'Answers 404 to anyone.');
    }
  }

  #stage(api: HttpApi, { settings, names }: StageContext): void {
    const logGroup = LogGroup.fromLogGroupName(this, 'AccessLog', names.accessLog);
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: settings.throttle.ratePerSecond, burstLimit: settings.throttle.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: accessLogFormat },
    });
  }
}

/** All API functions answer browsers, so each gets the allowed origins of the stage. */
const withCors = (contract: ApiContract): ApiContract => ({
  ...contract,
  environment: contract.environment.extend({ CORS_ORIGINS: Environment.shape.CORS_ORIGINS }),
});

/** Logs route keys instead of paths, because a path may contain the id of a message. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    requestTime: '$context.requestTime',
    routeKey: '$context.routeKey',
    status: '$context.status',
    responseLength: '$context.responseLength',
    latencyMilliseconds: '$context.responseLatency',
    integrationError: '$context.integrationErrorMessage',
  }),
);

const routeKeyOf = (route: string): HttpRouteKey => {
  const [method = '', path = ''] = route.split(' ');
  // Every method of a contract is a member of HttpMethod.
  return HttpRouteKey.with(path, HttpMethod[method as keyof typeof HttpMethod]);
};
