import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { DeploymentTarget } from '../assembly/identity.ts';
import { FunctionError, isThrottled, payloadLimitBytes } from '../functions/function-error.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import type { MetricSink } from '../telemetry/metric-store.ts';
import type { Api } from './apis.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './gateway-cors.ts';
import {
  type GatewayResponse,
  gatewayError,
  internalServerError,
  serviceUnavailable,
  tooManyRequests,
  toGatewayResponse,
} from './gateway-response.ts';
import { invokeAuthorizer } from './invoke-authorizer.ts';
import { readBody } from './read-body.ts';
import { requestEvent } from './request-event.ts';
import { type RouteMatch, selectRoute } from './select-route.ts';
import { openTokenBucket } from './token-bucket.ts';

export interface GatewaySettings {
  readonly api: Api;
  readonly pool: FunctionPool;
  readonly metrics: MetricSink;
  readonly authorizer: Authorizer;
  readonly deployment: DeploymentTarget;
  readonly now: () => Date;
}

/** API Gateway's limit on a request's body. */
const bodyLimitBytes = 10 * 1024 * 1024;
/**
 * Requests that are in progress or wait for a worker, as many as Lambda's concurrency would be. Above it, requests are
 * refused at once: a queue without an end would answer everybody too late.
 */
const admittedRequests = 256;
/** A request whose function has not started after this time is refused, so that its client is answered within 10 s. */
const startWithinMilliseconds = 5_000;
const tooLarge = gatewayError(413, 'Request Entity Too Large');

const withTimeout = async <Result>(milliseconds: number, work: Promise<Result>): Promise<Result | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

/** The path without the stage, which is its first part unless it is `$default`. */
const withoutStage = (api: Api, pathname: string): string =>
  api.stage === '$default' ? pathname : pathname.replace(`/${api.stage}`, '') || '/';

const findRoute = (api: Api, method: string, path: string): RouteMatch | 'malformed' | undefined => {
  try {
    return selectRoute(api.routes, method, path);
  } catch (error) {
    if (error instanceof URIError) return 'malformed';
    throw error;
  }
};

/** Whether API Gateway may invoke a function for a part of the API: a route of a stage or an authorizer. */
const permissionToInvoke =
  ({ api, authorizer, deployment: { region, account } }: GatewaySettings) =>
  (place: string, functionArn: string): boolean => {
    const sourceArn = `arn:aws:execute-api:${region}:${account}:${api.id}/${place}`;
    return authorizer.allows({ service: 'apigateway', sourceArn }, 'lambda:InvokeFunction', functionArn);
  };

const handle = async (request: IncomingMessage, settings: GatewaySettings): Promise<GatewayResponse> => {
  const startBefore = performance.now() + startWithinMilliseconds;
  const timeToStart = (): number => Math.max(0, startBefore - performance.now());
  const { api, pool, deployment, now } = settings;
  const url = new URL(`http://gateway${request.url?.startsWith('/') === true ? request.url : '/'}`);
  const match = findRoute(api, request.method ?? 'GET', withoutStage(api, url.pathname));
  if (match === 'malformed') return gatewayError(400, 'Bad Request');
  if (match === undefined) return gatewayError(404, 'Not Found');
  const body = await readBody(request, bodyLimitBytes);
  if (body === undefined) return tooLarge;
  const event = requestEvent({ request, url, body, api, match, now: now(), deployment });
  const routeArn = `arn:aws:execute-api:${deployment.region}:${deployment.account}:${api.id}/${api.stage}/${request.method}${url.pathname}`;
  const mayInvoke = permissionToInvoke(settings);
  const { authorizer: routeAuthorizer, routeKey, functionArn } = match.route;
  if (routeAuthorizer !== undefined && !mayInvoke(`authorizers/${routeAuthorizer.id}`, routeAuthorizer.functionArn))
    return internalServerError;
  const authorization = await invokeAuthorizer(match.route, event, routeArn, pool, timeToStart());
  if (!authorization.granted) return authorization.response;
  if (!mayInvoke(`${api.stage}/${routeKey.replace(' ', '')}`, functionArn)) return internalServerError;
  const { context } = authorization;
  const authorizer = context === undefined ? {} : { authorizer: { lambda: context } };
  const complete = { ...event, requestContext: { ...event.requestContext, ...authorizer } };
  if (Buffer.byteLength(JSON.stringify(complete)) > payloadLimitBytes) return tooLarge;
  const invoked = pool.invoke(match.route.functionArn, complete, {
    priority: 'authorized',
    startWithinMilliseconds: timeToStart(),
  });
  try {
    const result = await withTimeout(
      match.route.timeoutMilliseconds,
      invoked.then((value) => ({ value })),
    );
    return result === undefined ? serviceUnavailable : toGatewayResponse(result.value);
  } catch (error) {
    if (isThrottled(error)) return serviceUnavailable;
    if (error instanceof FunctionError) return internalServerError;
    throw error;
  }
};

const send = (response: ServerResponse, answer: GatewayResponse, extra: Readonly<Record<string, string>>): void => {
  const { connection: _connection, 'transfer-encoding': _encoding, ...headers } = answer.headers;
  for (const [name, value] of Object.entries({ ...headers, ...extra })) response.setHeader(name, value);
  if (answer.cookies.length > 0) response.setHeader('set-cookie', answer.cookies);
  const bodiless = answer.status === 204 || answer.status === 304;
  if (!bodiless) response.setHeader('content-length', Buffer.byteLength(answer.body));
  response.writeHead(answer.status).end(bodiless ? undefined : answer.body);
};

/** Serves one HTTP API of the templates as API Gateway would. */
export const openGateway = (settings: GatewaySettings): RequestListener => {
  const { api, metrics } = settings;
  const takeToken = openTokenBucket(api.throttle);
  let admitted = 0;
  const record = (name: string, value: number): void =>
    metrics.put({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiId: api.id }, value });
  const respond = async (request: IncomingMessage): Promise<GatewayResponse> => {
    if (api.cors !== undefined && isPreflight(request)) {
      return { status: 204, headers: preflightHeaders(api.cors, request), cookies: [], body: '' };
    }
    if (!takeToken()) return tooManyRequests;
    if (admitted >= admittedRequests) return serviceUnavailable;
    admitted += 1;
    try {
      return await handle(request, settings);
    } finally {
      admitted -= 1;
    }
  };
  return (request, response) => {
    const startedAt = performance.now();
    const finish = (answer: GatewayResponse): void => {
      send(response, answer, { ...corsHeaders(api.cors, request.headers.origin), 'apigw-requestid': randomUUID() });
      record('Count', 1);
      record('4xx', answer.status >= 400 && answer.status < 500 ? 1 : 0);
      record('5xx', answer.status >= 500 ? 1 : 0);
      record('Latency', performance.now() - startedAt);
    };
    respond(request).then(finish, () => finish(internalServerError));
  };
};
