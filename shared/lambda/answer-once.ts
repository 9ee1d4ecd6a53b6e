import { createHash } from 'node:crypto';
import { isIdempotencyKey } from '#shared/api/idempotency-key.ts';
import type { ApiContract, Operation } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import {
  type IdempotencyRecord,
  type IdempotencyRecords,
  idempotency,
  type RequestKey,
} from '#shared/store/idempotency-store.ts';
import { openTable } from '#shared/store/table.ts';
import type { GatewayAnswer, GatewayEvent } from './gateway-event.ts';
import type { ParsedRequest } from './parse-request.ts';
import { platform } from './platform.ts';

export interface KeyedRequest {
  readonly contract: ApiContract;
  readonly name: string;
  readonly operation: Operation;
  readonly event: GatewayEvent;
  readonly caller: MemberScope | undefined;
  readonly request: ParsedRequest;
}

type Records = IdempotencyRecords;

/**
 * The key in the header, as the IETF draft describes it: printable characters without a space.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
const keyOf = (event: GatewayEvent): string | undefined => {
  const key = event.headers['idempotency-key'];
  if (key === undefined || isIdempotencyKey(key)) return key;
  throw new AppError('InvalidInput', 'Idempotency-Key takes 1 to 128 printable characters without a space');
};

/**
 * The hash of a request. A `Secret` prints itself redacted, so it is not part of the hash: a fast hash of a password
 * would be worth stealing.
 */
const hashOf = ({ params, body, csv }: ParsedRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([params, body ?? csv]))
    .digest('hex');

let opened: Records | undefined;
const records = (): Records => {
  opened ??= idempotency(
    openTable({ name: Environment.shape.TABLE_NAME.parse(process.env['TABLE_NAME']), ...platform() }),
  );
  return opened;
};

const replay = (earlier: IdempotencyRecord, payloadHash: string): GatewayAnswer => {
  if (earlier.payloadHash !== payloadHash) {
    throw new AppError('IdempotencyMismatch', 'this Idempotency-Key was used with another request before');
  }
  if (earlier.state === 'in-progress') {
    throw new AppError('RequestInProgress', 'the first request with this Idempotency-Key is still in progress', {
      retryAfterSeconds: 1,
    });
  }
  if (earlier.answer !== undefined) {
    const { statusCode, headers, body } = earlier.answer;
    return {
      statusCode,
      headers: { ...headers, 'idempotency-replayed': 'true' },
      ...(body === undefined ? {} : { body }),
    };
  }
  const { answeredId } = earlier;
  throw new AppError('AlreadyAnswered', 'the response contained a secret and was not stored', {
    ...(answeredId === undefined ? {} : { answeredId }),
  });
};

/** The first `…Id` field of a response that must not be stored. */
const idIn = (answer: GatewayAnswer): string | undefined => {
  const body: unknown = JSON.parse(answer.body ?? '{}');
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : [];
  const id: unknown = fields.find(([name]) => name.endsWith('Id'))?.[1];
  return typeof id === 'string' ? id : undefined;
};

const storable = (
  { sensitive }: Operation,
  response: GatewayAnswer,
): Pick<IdempotencyRecord, 'answer' | 'answeredId'> => {
  if (!sensitive) return { answer: { ...response, headers: { ...response.headers } } };
  const answeredId = idIn(response);
  return answeredId === undefined ? {} : { answeredId };
};

/**
 * Answers a POST with an `Idempotency-Key` once. A replay gets the stored response, the same key with a different
 * request is refused, and a failed request may be repeated. A request without the header, or with another method, is
 * simply answered.
 */
export const answerOnce = async (keyed: KeyedRequest, answer: () => Promise<GatewayAnswer>): Promise<GatewayAnswer> => {
  const { contract, name, operation, event, caller, request } = keyed;
  const key = operation.route.startsWith('POST ') ? keyOf(event) : undefined;
  if (key === undefined || caller === undefined) return answer();
  const id: RequestKey = { operation: name, key };
  const payloadHash = hashOf(request);
  const earlier = await records().begin(caller, id, { payloadHash, withinSeconds: contract.timeoutSeconds + 1 });
  if (earlier !== 'begun') return replay(earlier, payloadHash);
  let response: GatewayAnswer;
  try {
    response = await answer();
  } catch (error) {
    await records().release(caller, id);
    throw error;
  }
  await records().complete(caller, id, { payloadHash, ...storable(operation, response) });
  return response;
};
