import { Entity } from 'electrodb';
import { z } from 'zod';
import { addSeconds, epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk, unexpired } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 2;

/** An answer as it was given. */
export const StoredAnswer = z.object({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
});

/** One request that a client may send twice. Kept for a day; while it is answered, no longer than its function may run. */
export const IdempotencyRecord = z.object({
  mspId: MspId,
  memberId: MemberId,
  operation: z.string(),
  key: z.string(),
  state: z.enum(['in-progress', 'completed']),
  /** SHA-256 of what was asked, without secrets. */
  payloadHash: z.string(),
  /** Absent where the answer holds a secret: that is never kept. */
  answer: StoredAnswer.optional(),
  /** The id in such an answer. */
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

/** Which request: the member's own key for one operation. */
export interface RequestKey {
  readonly operation: string;
  readonly key: string;
}

export const idempotency = (table: Table) => {
  const records = entity(table);
  const id = ({ mspId, memberId }: MemberScope, { operation, key }: RequestKey) => ({
    mspId,
    memberId,
    operation,
    key,
  });
  const nowSeconds = (): number => table.clock.now().getTime() / 1000;

  return {
    /** Begins a request, or says what became of the one that began earlier with this key. */
    async begin(
      scope: MemberScope,
      request: RequestKey,
      { payloadHash, withinSeconds }: { readonly payloadHash: string; readonly withinSeconds: number },
    ): Promise<'begun' | IdempotencyRecord> {
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

    /** Keeps the answer for a day; of one that holds a secret, its id alone. */
    async complete(
      scope: MemberScope,
      request: RequestKey,
      answered: Pick<IdempotencyRecord, 'payloadHash' | 'answer' | 'answeredId'>,
    ): Promise<void> {
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

    /** The request failed: the same key may be tried again. */
    async release(scope: MemberScope, request: RequestKey): Promise<void> {
      await databaseCall(() => records.delete(id(scope, request)).go());
    },
  };
};
