import { Entity } from 'electrodb';
import { z } from 'zod';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { MemberId, MspId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { windowAllowance } from './rate-window.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

const windowSeconds = 60;

/** How often a member performed an action within one clock minute. */
export const RateCount = z.object({
  mspId: MspId,
  memberId: MemberId,
  action: z.string().min(1),
  /** The start of the minute, in whole seconds since the epoch. */
  windowAt: z.string(),
  count: z.number().int().nonnegative(),
  expiresAtSeconds: z.number().int(),
});
export type RateCount = z.output<typeof RateCount>;

const entity = (table: Table) =>
  new Entity(
    {
      model: entityModel('rateCount'),
      attributes: {
        ...attributesOf(RateCount, shapeVersion, ['mspId', 'memberId', 'action', 'windowAt']),
        // ElectroDB increments only attributes that are declared as numbers.
        count: { type: 'number', required: true, default: 0 },
        expiresAtSeconds: { type: 'number', required: true },
      },
      indexes: {
        record: {
          pk: pk(['mspId'], 'MSP#${mspId}'),
          sk: sk(['memberId', 'action', 'windowAt'], 'RATE#${memberId}#${action}#${windowAt}'),
        },
      },
    },
    entityConfig(table),
  );

/**
 * Rate limits per member. Counting is one conditional increment, so concurrent requests never exceed the limit
 * together. Refused requests are not counted, so a caller that waits as long as told gets through.
 */
export interface RateLimits {
  /**
   * Counts one request and returns the rate limit headers; or throws `RateLimited` with the same headers and the
   * seconds to wait.
   */
  take(scope: MemberScope, action: string, limit: number): Promise<Readonly<Record<string, string>>>;
}

export const rateLimits = (table: Table): RateLimits => {
  const counts = entity(table);

  /** The counts of the minute before a window and of the window itself, by one request. */
  const countsAround = async (scope: MemberScope, action: string, window: number) => {
    const { mspId, memberId } = scope;
    const [before, at] = [String(window - windowSeconds), String(window)];
    const { data } = await databaseCall(() =>
      counts.query
        .record({ mspId, memberId, action })
        .between({ windowAt: before }, { windowAt: at })
        .go({ ...consistent, limit: 2, pages: 1 }),
    );
    const countOf = (windowAt: string): number => data.find((each) => each.windowAt === windowAt)?.count ?? 0;
    return { previous: countOf(before), current: countOf(at) };
  };

  return {
    async take(scope, action, limit) {
      const nowSeconds = table.clock.now().getTime() / 1000;
      const window = Math.floor(nowSeconds / windowSeconds) * windowSeconds;
      const elapsedSeconds = nowSeconds - window;
      const { previous, current } = await countsAround(scope, action, window);
      const room = windowAllowance({ previous, current, elapsedSeconds, limit, windowSeconds });
      const headersOf = (remaining: number, resetSeconds: number) =>
        rateLimitHeaders({ policy: action, limit, windowSeconds, remaining, resetSeconds });
      const refusal = new AppError('RateLimited', `at most ${limit} a minute are allowed`, {
        retryAfterSeconds: Math.max(1, room.retryAfterSeconds),
        headers: headersOf(0, room.retryAfterSeconds),
      });
      if (current >= room.allowed) throw refusal;
      const { mspId, memberId } = scope;
      try {
        await databaseCall(() =>
          counts
            .update({ mspId, memberId, action, windowAt: String(window) })
            .add({ count: 1 })
            .set({ expiresAtSeconds: window + 3 * windowSeconds })
            .where(({ count }, { notExists, lt }) => `${notExists(count)} OR ${lt(count, room.allowed)}`)
            .go(),
        );
      } catch (error) {
        throw isAppError(error, 'RecordChanged') ? refusal : error;
      }
      return headersOf(room.allowed - current - 1, windowSeconds - elapsedSeconds);
    },
  };
};
