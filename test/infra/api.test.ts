import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

const stack = await synthesize('prod');
const routes = stack.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties);
const operations = stack.parts.api.flatMap(({ contract }) => Object.values(contract.operations));
const authorizers = stack.ofType('AWS::ApiGatewayV2::Authorizer');

describe('the routes', () => {
  it('are those of the contracts, and one for everything else', () => {
    const wanted = [...operations.map(({ route }) => route), '$default'];
    expect(routes.map(({ RouteKey }) => RouteKey).toSorted()).toEqual(wanted.toSorted());
  });

  it.each(operations.filter(({ ability }) => ability !== 'public'))('$route asks the authorizer', ({ route }) => {
    const made = routes.find(({ RouteKey }) => RouteKey === route);
    expect(made?.AuthorizationType).toBe('CUSTOM');
    expect(made?.AuthorizerId).toEqual({ Ref: authorizers[0]?.[0].split('/')[1] });
  });

  it('are public where the contract says so, and nowhere else', () => {
    const open = routes
      .filter(({ AuthorizationType }) => AuthorizationType !== 'CUSTOM')
      .map(({ RouteKey }) => RouteKey);
    const wanted = operations.filter(({ ability }) => ability === 'public').map(({ route }) => route);
    expect(open.toSorted()).toEqual([...wanted, '$default'].toSorted());
    expect(
      wanted.every((route) =>
        /^GET (\/\.well-known\/oauth-protected-resource\/v1\/mcp|\/v1\/(health|openapi\.json|docs|consent\/callback))$/.test(
          route,
        ),
      ),
    ).toBe(true);
  });
});

describe('the stack', () => {
  const count = [...stack.resources.keys()].filter((id) => id.startsWith('api/')).length;
  const limit = 240;

  // CloudFormation takes 500 resources a stack. A function costs five and a route one.
  it(`has ${count} resources, at most ${limit}`, () => {
    expect(count).toBeLessThanOrEqual(limit);
  });

  it('lets this API alone invoke its functions', () => {
    const permissions = stack.ofType('AWS::Lambda::Permission').filter(([id]) => id.startsWith('api/'));
    for (const [, { Properties }] of permissions) {
      expect(Properties.Principal).toBe('apigateway.amazonaws.com');
      expect(JSON.stringify(Properties.SourceArn)).toMatch(/execute-api.*"Ref":"Api/);
    }
    expect(permissions).toHaveLength(stack.parts.api.length + 1);
  });
});

describe('the authorizer', () => {
  it('is one, is asked about every request, and its answer is not kept', () => {
    expect(authorizers).toHaveLength(1);
    expect(authorizers[0]?.[1].Properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      AuthorizerPayloadFormatVersion: '2.0',
      EnableSimpleResponses: true,
      AuthorizerResultTtlInSeconds: 0,
    });
    expect(authorizers[0]?.[1].Properties.IdentitySource ?? []).toEqual([]);
  });
});

describe('the stage', () => {
  const [, made] = stack.ofType('AWS::ApiGatewayV2::Stage')[0] ?? [];

  it('throttles', () => {
    expect(made?.Properties.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 200, ThrottlingBurstLimit: 400 });
  });

  it('logs which route was called and how it went, not by whom or with which ids', () => {
    const format = String(made?.Properties.AccessLogSettings.Format);
    expect(format).toContain('$context.routeKey');
    expect(format).not.toMatch(/\$context\.(path|identity|authorizer)/);
  });
});
