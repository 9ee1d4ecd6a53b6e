import { AppError } from '#shared/kernel/errors.ts';
import { corsHeaders, isPreflight, type RequestOrigin } from './cors-headers.ts';
import type { GatewayAnswer } from './gateway-event.ts';
import { toProblemAnswer } from './problem-answer.ts';
import { reportRequest } from './request-report.ts';

const valueAt = (value: unknown, ...path: readonly string[]): unknown =>
  path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined), value);

const textAt = (event: unknown, ...path: readonly string[]): string => {
  const text = valueAt(event, ...path);
  return typeof text === 'string' ? text : '';
};

const textsAt = (event: unknown, ...path: readonly string[]): Record<string, string> => {
  const entries = Object.entries(valueAt(event, ...path) ?? {});
  return Object.fromEntries(entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
};

const requestOrigin = (event: unknown): RequestOrigin => ({
  headers: textsAt(event, 'headers'),
  requestContext: { http: { method: textAt(event, 'requestContext', 'http', 'method') } },
});

/** The methods of each path of the API, `/v1/me` or `/v1/findings/{findingKey}`. */
export type Routes = Readonly<Record<string, readonly string[]>>;

const isMatch = (template: string, path: string): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((segment, at) => (segment.startsWith('{') ? given[at] !== '' : segment === given[at]))
  );
};

/**
 * The path is unknown, or it takes other methods than this one (RFC 9110, 15.5.6). A method that the path should take
 * but that arrived here is not routed, so the path is unknown as well.
 */
const refusalOf = (routes: Routes, path: string, method: string): AppError => {
  const allowed = Object.entries(routes).flatMap(([template, methods]) => (isMatch(template, path) ? methods : []));
  const allow = [...new Set(allowed)].toSorted().join(', ');
  return allow === '' || allowed.includes(method)
    ? new AppError('NotFound', 'there is no such route')
    : new AppError('MethodNotAllowed', `this path takes ${allow}`, { headers: { allow } });
};

/**
 * The handler of `$default`: it answers a CORS preflight with its headers, a path that takes other methods by their
 * names, and everything else as unknown. It needs no schema and no middleware, so its bundle contains neither.
 */
export const notFoundHandler =
  ({ allowedOrigins, routes }: { readonly allowedOrigins: readonly string[]; readonly routes: Routes }) =>
  async (event: unknown): Promise<GatewayAnswer> => {
    const startedAt = performance.now();
    const origin = requestOrigin(event);
    const requestId = textAt(event, 'requestContext', 'requestId') || 'unknown';
    const error = isPreflight(origin)
      ? undefined
      : refusalOf(routes, textAt(event, 'rawPath'), origin.requestContext.http.method);
    const answer = error === undefined ? { statusCode: 204, headers: {} } : toProblemAnswer(error, requestId);
    const durationMilliseconds = Math.round(performance.now() - startedAt);
    reportRequest({ operation: undefined, requestId, status: answer.statusCode, durationMilliseconds, error });
    return { ...answer, headers: { ...answer.headers, ...corsHeaders(origin, allowedOrigins) } };
  };
