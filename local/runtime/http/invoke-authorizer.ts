import { z } from 'zod';
import { isThrottled } from '../functions/function-error.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import { type GatewayResponse, gatewayError, internalServerError, serviceUnavailable } from './gateway-response.ts';
import type { RequestEvent } from './request-event.ts';
import type { Route } from './select-route.ts';

const SimpleResponse = z.looseObject({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).nullish(),
});

export type Authorization =
  | { readonly granted: true; readonly context: Readonly<Record<string, unknown>> | undefined }
  | { readonly granted: false; readonly response: GatewayResponse };

const sourceValue = (source: string, event: RequestEvent): string | undefined => {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  return kind === 'header' ? event.headers[name.toLowerCase()] : event.queryStringParameters?.[name];
};

/**
 * Invokes the Lambda authorizer of a route. A missing identity source is a 401 without a call; a failing authorizer is
 * a 500, and a throttled one a 503.
 */
export const invokeAuthorizer = async (
  route: Route,
  event: RequestEvent,
  routeArn: string,
  pool: FunctionPool,
  startWithinMilliseconds: number,
): Promise<Authorization> => {
  if (route.authorizer === undefined) return { granted: true, context: undefined };
  const { functionArn, identitySources } = route.authorizer;
  const identitySource = identitySources.map((source) => sourceValue(source, event));
  if (identitySource.includes(undefined)) return { granted: false, response: gatewayError(401, 'Unauthorized') };
  const { body: _body, isBase64Encoded: _isBase64Encoded, ...request } = event;
  const authorizerEvent = {
    ...request,
    type: 'REQUEST',
    routeArn,
    ...(identitySource.length === 0 ? {} : { identitySource }),
  };
  let result: unknown;
  try {
    result = await pool.invoke(functionArn, authorizerEvent, { priority: 'interactive', startWithinMilliseconds });
  } catch (error) {
    // The pool has logged the failure.
    return { granted: false, response: isThrottled(error) ? serviceUnavailable : internalServerError };
  }
  const parsed = SimpleResponse.safeParse(result);
  if (!parsed.success) return { granted: false, response: internalServerError };
  if (!parsed.data.isAuthorized) return { granted: false, response: gatewayError(403, 'Forbidden') };
  return { granted: true, context: parsed.data.context ?? {} };
};
