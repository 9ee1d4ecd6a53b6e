import type { Context } from 'aws-lambda';
import type { Principal } from '#shared/access/principal.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { GatewayAnswer } from '#shared/lambda/gateway-event.ts';

export const aPrincipal = (overrides: Partial<Principal> = {}): Principal => ({
  mspId: MspId.parse('msp_00000000000000000000000001'),
  memberId: MemberId.parse('mem_00000000000000000000000001'),
  role: 'admin',
  email: 'ada@msp.example',
  ...overrides,
});

export interface TestRequest {
  readonly route: string;
  readonly params?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** Where it is not made of `query`: with a repeated name, for example. */
  readonly rawQuery?: string;
  readonly headers?: Record<string, string>;
  /** Sent as JSON, a string unchanged. */
  readonly body?: unknown;
  /** The authorizer context. Undefined on a public route. */
  readonly context?: Record<string, unknown>;
}

/** The event of API Gateway for a request. */
export const gatewayEvent = ({ route, params, query, rawQuery, headers, body, context }: TestRequest) => ({
  version: '2.0',
  routeKey: route,
  rawPath: '/v1/somewhere',
  rawQueryString: rawQuery ?? new URLSearchParams(query).toString(),
  headers: { host: 'api.example', 'content-type': 'application/json', ...headers },
  ...(params === undefined ? {} : { pathParameters: params }),
  ...(query === undefined ? {} : { queryStringParameters: query }),
  ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  isBase64Encoded: false,
  requestContext: {
    requestId: 'request-1',
    domainName: 'api.example',
    http: { method: route.split(' ')[0], path: '/v1/somewhere' },
    ...(context === undefined ? {} : { authorizer: { lambda: context } }),
  },
});

export const authorizerContext = (principal: Partial<Principal> = {}) => ({
  principal: JSON.stringify(aPrincipal(principal)),
});

/** No handler reads the Lambda context. */
export const noContext = {} as Context;

export const callHandler =
  (handler: (event: unknown, context: Context) => Promise<GatewayAnswer>) =>
  async (
    request: TestRequest,
  ): Promise<{ status: number; headers: Record<string, string>; body: unknown; text: string }> => {
    const { statusCode, headers, body = '' } = await handler(gatewayEvent(request), noContext);
    const isJson = body !== '' && !headers['content-type']?.startsWith('text/csv');
    return { status: statusCode, headers, text: body, body: isJson ? JSON.parse(body) : undefined };
  };
