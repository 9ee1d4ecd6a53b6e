import { etagOf, matchesEtag, weakEtagOf } from '#shared/api/etag.ts';
import type { Operation } from '#shared/contract/function-contract.ts';
import { contentText } from '#shared/kernel/content.ts';
import type { GatewayAnswer, GatewayEvent } from './gateway-event.ts';
import { securityHeaders } from './security-headers.ts';

/** API Gateway's limit is 10 MB and Lambda's is 6 MB; the API promises 5 MB. */
const largestAnswerBytes = 5_000_000;

/** The response of an operation in API Gateway's form, with an ETag where it may be cached. */
export const toAnswer = (
  operation: Operation,
  event: GatewayEvent,
  answer: {
    readonly body?: unknown;
    readonly csv?: string | undefined;
    readonly status?: number | undefined;
    readonly headers?: Readonly<Record<string, string>> | undefined;
  },
): GatewayAnswer => {
  const statusCode = statusOf(operation, answer.status);
  const headers: Record<string, string> = {
    ...securityHeaders,
    'cache-control': operation.sensitive ? 'no-store' : 'private, no-cache',
    ...answer.headers,
  };
  const isEmpty = operation.response.body === undefined || (answer.body === undefined && answer.csv === undefined);
  if (isEmpty) return { statusCode, headers };
  // Sorted keys: the database returns them in any order, and the ETag is one of the bytes.
  const body = answer.csv ?? contentText(answer.body);
  if (Buffer.byteLength(body) > largestAnswerBytes) throw new Error('an answer is over 5 MB: its list must page');
  if (operation.route.startsWith('GET ') && !operation.sensitive) {
    headers['etag'] = etagFor(operation, answer.body, body);
    if (matchesEtag(event.headers['if-none-match'], headers['etag'])) return { statusCode: 304, headers };
  }
  headers['content-type'] ??= answer.csv === undefined ? 'application/json' : 'text/csv; charset=utf-8; header=present';
  return { statusCode, headers, body };
};

const etagFor = ({ leftOutOfEtag }: Operation, body: unknown, text: string): string => {
  if (leftOutOfEtag === undefined || typeof body !== 'object' || body === null) return etagOf(text);
  const content = Object.entries(body).filter(([name]) => !leftOutOfEtag.includes(name));
  return weakEtagOf(contentText(Object.fromEntries(content)));
};

/** A use case may choose only among the statuses that its operation declares. */
const statusOf = ({ response }: Operation, chosen: number | undefined): number => {
  if (chosen === undefined || chosen === response.status) return response.status;
  if (response.otherStatuses?.[chosen] === undefined) throw new Error(`the operation declares no status ${chosen}`);
  return chosen;
};
