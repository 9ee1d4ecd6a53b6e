import { z } from 'zod';
import type { FunctionPool } from '../functions/function-pool.ts';
import { type GatewayResponse, gatewayError, internalServerError } from './gateway-response.ts';
import type { RequestEvent } from './request-event.ts';
import type { Route } from './select-route.ts';

const SimpleResponse = z.looseObject({
  isAuthorized: z.boolean(),
  context: z.record(z.string(), z.unknown()).nullish(),
});

export type Authorization =
  | { readonly granted: true; readonly context: Readonly<Record<string, unknown>> | undefined }
  | { readonly granted: false; readonly answer: GatewayResponse };

const sourceValue = (source: string, event: RequestEvent): string | undefined => {
  const [, kind, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  return kind === 'header' ? event.headers[name.toLowerCase()] : event.queryStringParameters?.[name];
};

/** Asks a route's Lambda authorizer. A missing identity source is refused without asking; a broken authorizer is a 500. */
export const invokeAuthorizer = async (
  route: Route,
  event: RequestEvent,
  routeArn: string,
  pool: FunctionPool,
): Promise<Authorization> => {
  if (route.authorizer === undefined) return { granted: true, context: undefined };
  const { functionArn, identitySources } = route.authorizer;
  const identitySource = identitySources.map((source) => sourceValue(source, event));
  if (identitySource.includes(undefined)) return { granted: false, answer: gatewayError(401, 'Unauthorized') };
  const { body: _body, isBase64Encoded: _isBase64Encoded, ...request } = event;
  const question = {
    ...request,
    type: 'REQUEST',
    routeArn,
    ...(identitySource.length === 0 ? {} : { identitySource }),
  };
  let answered: unknown;
  try {
    answered = await pool.invoke(functionArn, question, { priority: 'interactive' });
  } catch {
    return { granted: false, answer: internalServerError }; // the pool has logged what went wrong
  }
  const parsed = SimpleResponse.safeParse(answered);
  if (!parsed.success) return { granted: false, answer: internalServerError };
  if (!parsed.data.isAuthorized) return { granted: false, answer: gatewayError(403, 'Forbidden') };
  return { granted: true, context: parsed.data.context ?? {} };
};
