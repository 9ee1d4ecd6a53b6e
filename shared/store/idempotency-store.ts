import { Entity } from 'electrodb';
import { z } from 'zod';
import { addSeconds, epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import {
  allPages,
  attributesOf,
  consistent,
  databaseCall,
  entityConfig,
  entityModel,
  pk,
  sk,
  unexpired,
} from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 2;

/** A response as it was sent. */
export const StoredAnswer = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

/**
 * A request that a client may send twice. It is stored for a day; while it is in progress, only as long as its function
 * may run.
 */
export const IdempotencyRecord = z.object({
  mspId: MspId,
  memberId: MemberId,
  operation: z.string(),
  key: z.string(),
  state: z.enum(['in-progress', 'completed']),
  /** SHA-256 of the request without its secrets. */
  payloadHash: z.string(),
  /** Absent where the response contains a secret, which is never stored, or contained what was erased since. */
  answer: StoredAnswer.optional(),
  /** The id in such a response. */
  answeredId: z.string().optional(),
  /** When this state began. */
  since: Instant,
  expiresAtSeconds: z.number().int(),
});
export type IdempotencyRecord = z.output<typeof IdempotencyRecord>;

const daySeconds = 86_400;

const entity = (table: Table) =>
  new Entity(
    {
      model: entityModel('idempotency'),
      attributes: attributesOf(IdempotencyRecord, shapeVersion, ['mspId', 'memberId', 'operation', 'key']),
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['memberId', 'operation', 'key'], 'IDEMPOTENCY#${memberId}#${operation}#${key}'),
        },
      },
    },
    entityConfig(table),
  );

/** Identifies a request: the key that the member chose for one operation. */
export interface RequestKey {
  readonly operation: string;
  readonly key: string;
}

export interface IdempotencyRecords {
  /** Begins a request, or returns the record of the request that began earlier with this key. */
  begin(
    scope: MemberScope,
    request: RequestKey,
    options: { readonly payloadHash: string; readonly withinSeconds: number },
  ): Promise<'begun' | IdempotencyRecord>;

  /** Stores the response for a day; of a response with a secret only its id. */
  complete(
    scope: MemberScope,
    request: RequestKey,
    answered: Pick<IdempotencyRecord, 'payloadHash' | 'answer' | 'answeredId'>,
  ): Promise<void>;

  /** Deletes the record of a failed request, so that the key may be used again. */
  release(scope: MemberScope, request: RequestKey): Promise<void>;

  /**
   * Erases the stored responses of the MSP that contain a text, in any case, and returns how many there were. Their
   * requests still count as answered.
   */
  eraseResponses(scope: MspScope, text: string): Promise<number>;
}

const contains = (answer: IdempotencyRecord['answer'], text: string): boolean =>
  answer !== undefined && JSON.stringify(answer).toLowerCase().includes(text.toLowerCase());

export const idempotency = (table: Table): IdempotencyRecords => {
  const records = entity(table);
  const id = ({ mspId, memberId }: MemberScope, { operation, key }: RequestKey) => ({
    mspId,
    memberId,
    operation,
    key,
  });
  const nowSeconds = (): number => table.clock.now().getTime() / 1000;

  return {
    async begin(scope, request, { payloadHash, withinSeconds }) {
      const now = table.clock.now();
      const record = {
        ...id(scope, request),
        state: 'in-progress',
        payloadHash,
        since: instantOf(now),
        expiresAtSeconds: epochSeconds(addSeconds(now, withinSeconds)),
      } as const;
      try {
        await databaseCall(() =>
          records
            .put(record)
            .where(
              ({ expiresAtSeconds }, { notExists, lte }) =>
                `${notExists(expiresAtSeconds)} OR ${lte(expiresAtSeconds, nowSeconds())}`,
            )
            .go(),
        );
        return 'begun';
      } catch (error) {
        if (!isAppError(error, 'RecordChanged')) throw error;
        const { data } = await databaseCall(() => records.get(id(scope, request)).go(consistent));
        const [earlier] = data === null ? [] : unexpired(table, [IdempotencyRecord.parse(data)]);
        if (earlier === undefined) throw error;
        return earlier;
      }
    },

    async complete(scope, request, answered) {
      const now = table.clock.now();
      const record = {
        ...id(scope, request),
        ...answered,
        state: 'completed',
        since: instantOf(now),
        expiresAtSeconds: epochSeconds(addSeconds(now, daySeconds)),
      } as const;
      await databaseCall(() => records.put(record).go());
    },

    async release(scope, request) {
      await databaseCall(() => records.delete(id(scope, request)).go());
    },

    async eraseResponses({ mspId }, text) {
      const { data } = await databaseCall(() => records.query.record({ mspId }).go(allPages));
      const found = z
        .array(IdempotencyRecord)
        .parse(data)
        .filter(({ answer }) => contains(answer, text));
      for (const { memberId, operation, key } of found) {
        await databaseCall(() => records.patch({ mspId, memberId, operation, key }).remove(['answer']).go());
      }
      return found.length;
    },
  };
};
