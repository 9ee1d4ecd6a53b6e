import type { Operation } from '#shared/contract/function-contract.ts';
import { type ErrorCode, errorDefinition, publicCode } from '#shared/kernel/errors.ts';

const problemJson = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
/** Responses of API Gateway itself, before or instead of a function. */
const gatewayJson = { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } };
const gatewayStatuses: readonly number[] = [413, 429, 500, 503];

const always: readonly ErrorCode[] = ['InvalidInput', 'RateLimited', 'Internal', 'StoreUnavailable', 'OutOfTime'];
const forCallers: readonly ErrorCode[] = ['Unauthenticated', 'Forbidden', 'NotAMember', 'SignInUnavailable'];
const forAnswers: readonly ErrorCode[] = ['NotAcceptable'];
const forBodies: readonly ErrorCode[] = ['PayloadTooLarge', 'UnsupportedMediaType'];
const forKeys: readonly ErrorCode[] = ['IdempotencyMismatch', 'RequestInProgress'];

const codesOf = ({ ability, body, route, response, sensitive, errors = [] }: Operation): ReadonlySet<ErrorCode> =>
  new Set([
    ...always,
    ...(ability === 'public' ? [] : forCallers),
    ...(body === undefined ? [] : forBodies),
    ...(response.body === undefined ? [] : forAnswers),
    ...(route.startsWith('POST ') ? forKeys : []),
    ...(route.startsWith('POST ') && sensitive ? (['AlreadyAnswered'] as const) : []),
    ...errors,
  ]);

/** Responses that several operations share, by name. */
export type NamedResponses = Map<string, unknown>;

/** The state of the limit of an operation. The gateway's own refusal has none. */
export const rateLimitHeaders = ({ rateLimit }: Operation): Record<string, unknown> =>
  rateLimit === undefined
    ? {}
    : {
        RateLimit: { $ref: '#/components/headers/RateLimit' },
        'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' },
      };

const headersOf = (operation: Operation, status: number, codes: readonly ErrorCode[]): Record<string, unknown> => ({
  ...(saysWhenToRetry(codes) ? retryAfter : {}),
  ...(status === 429 ? rateLimitHeaders(operation) : {}),
});

const responseOf = (status: number, codes: readonly ErrorCode[], headers: Record<string, unknown>) => ({
  description: codes.map((code) => `\`${publicCode(code)}\`: ${errorDefinition(code).title}`).join(' '),
  ...(Object.keys(headers).length === 0 ? {} : { headers }),
  content: { ...problemJson, ...(gatewayStatuses.includes(status) ? gatewayJson : {}) },
});

/** A response that the use case makes. */
export interface OwnResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** A response with more codes belongs to one operation, and no name would be readable. */
const maxCodesInName = 4;

/** Codes that most operations have together, and one word for them. */
const wordsForCodes = [
  ['StoreUnavailableOrOutOfTimeOrSignInUnavailable', 'Unavailable'],
  ['ForbiddenOrNotAMember', 'NotAllowed'],
] as const;

const nameOf = (codes: readonly ErrorCode[]): string =>
  wordsForCodes.reduce<string>((name, [long, short]) => name.replace(long, short), codes.join('Or'));

/**
 * The error responses of an operation by status, each with the codes that it may carry. They are added to `named` under
 * the names of their codes, and referenced. A status that the use case answers as well has the forms of both.
 */
export const errorResponses = (
  operation: Operation,
  named: NamedResponses,
  own: Readonly<Record<string, OwnResponse>> = {},
): Record<string, unknown> => {
  const byStatus = Map.groupBy(codesOf(operation), (code) => errorDefinition(code).http);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, codes]) => {
        const response = responseOf(status, codes, headersOf(operation, status, codes));
        const chosen = own[status];
        if (chosen !== undefined) {
          const description = `${chosen.description} ${response.description}`;
          return [String(status), { ...response, description, content: { ...response.content, ...chosen.content } }];
        }
        if (codes.length > maxCodesInName) return [String(status), response];
        const name = `${nameOf(codes)}${status === 429 && operation.rateLimit !== undefined ? 'Counted' : ''}`;
        named.set(name, response);
        return [String(status), { $ref: `#/components/responses/${name}` }];
      }),
  );
};

const saysWhenToRetry = (codes: readonly ErrorCode[]): boolean =>
  codes.some((code) => errorDefinition(code).retry === 'after' || errorDefinition(code).http === 503);

const retryAfter = { 'Retry-After': { description: 'Seconds to wait', schema: { type: 'integer' } } };
