import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DeploymentTarget } from '../assembly/identity.ts';
import type { Api } from './apis.ts';
import type { RouteMatch } from './select-route.ts';

/**
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html, payload
 * format 2.0
 */
export interface RequestEvent {
  readonly version: '2.0';
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>> & { readonly requestId: string };
  readonly body?: string;
  readonly isBase64Encoded: boolean;
}

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'cookie',
]);

/** Repeated headers are joined by commas. Cookies are a separate field. */
const headersOf = (request: IncomingMessage): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    if (!hopByHop.has(name) && values !== undefined) headers[name] = values.join(',');
  }
  const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
  const forwarded = headers['x-forwarded-for'];
  headers['x-forwarded-for'] = forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`;
  headers['x-forwarded-proto'] = 'http';
  headers['x-forwarded-port'] = String(request.socket.localPort ?? '');
  return headers;
};

/** Values of repeated keys are joined by commas. */
const queryOf = (parameters: URLSearchParams): Record<string, string> | undefined => {
  const query: Record<string, string> = {};
  for (const [key, value] of parameters) query[key] = key in query ? `${query[key]},${value}` : value;
  return Object.keys(query).length === 0 ? undefined : query;
};

const textTypes = /^(text\/|application\/(json|javascript|xml|[\w.-]+\+(json|xml))\b)/i;

const bodyOf = (body: Buffer, contentType: string | undefined): Pick<RequestEvent, 'body' | 'isBase64Encoded'> => {
  if (body.length === 0) return { isBase64Encoded: false };
  const isText = contentType === undefined || textTypes.test(contentType);
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText };
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The format of access logs: `22/Nov/2026:15:04:05 +0000`. */
const accessLogTime = (now: Date): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${two(now.getUTCDate())}/${months[now.getUTCMonth()]}/${now.getUTCFullYear()}`;
  return `${day}:${two(now.getUTCHours())}:${two(now.getUTCMinutes())}:${two(now.getUTCSeconds())} +0000`;
};

export interface EventParts {
  readonly request: IncomingMessage;
  readonly url: URL;
  readonly body: Buffer;
  readonly api: Api;
  readonly match: RouteMatch;
  readonly now: Date;
  readonly deployment: DeploymentTarget;
}

/** The event that the function behind a route receives. */
export const requestEvent = ({ request, url, body, api, match, now, deployment }: EventParts): RequestEvent => {
  const headers = headersOf(request);
  const cookies = request.headers.cookie?.split(/;\s*/);
  const query = queryOf(url.searchParams);
  const host = headers['host'] ?? 'localhost';
  const { routeKey } = match.route;
  return {
    version: '2.0',
    routeKey,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies === undefined ? {} : { cookies }),
    headers,
    ...(query === undefined ? {} : { queryStringParameters: query }),
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    ...(api.stageVariables === undefined ? {} : { stageVariables: api.stageVariables }),
    requestContext: {
      accountId: deployment.account,
      apiId: api.id,
      domainName: host,
      domainPrefix: host.split('.')[0] ?? host,
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: api.stage,
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...bodyOf(body, headers['content-type']),
  };
};
