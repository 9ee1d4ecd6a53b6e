import { Entity } from 'electrodb';
import { z } from 'zod';
import { dateOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import { MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;

const daySeconds = 86_400;

/** How many people an MSP invited on one day. Removing a member does not lower it, because the mail was sent. */
export const InvitationCount = z.object({
  mspId: MspId,
  /** A day of UTC: `2026-11-22`. */
  invitedOn: z.iso.date(),
  count: z.number().int().nonnegative(),
  expiresAtSeconds: z.number().int(),
});
export type InvitationCount = z.output<typeof InvitationCount>;

const entity = (table: Table) =>
  new Entity(
    {
      model: entityModel('invitationCount'),
      attributes: {
        ...attributesOf(InvitationCount, shapeVersion, ['mspId', 'invitedOn']),
        // ElectroDB increments only attributes that are declared as numbers.
        count: { type: 'number', required: true, default: 0 },
        expiresAtSeconds: { type: 'number', required: true },
      },
      indexes: {
        record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['invitedOn'], 'INVITATIONS#${invitedOn}') },
      },
    },
    entityConfig(table),
  );

/** Invitations are limited by MSP and day, because all MSPs of a stage share the quota of one sender of mail. */
export interface InvitationCounts {
  /**
   * Counts one invitation and returns the rate limit headers; or throws `RateLimited` with the same headers and the
   * seconds until midnight UTC.
   */
  take(scope: MspScope, limit: number): Promise<Readonly<Record<string, string>>>;
}

export const invitationCounts = (table: Table): InvitationCounts => {
  const counts = entity(table);
  return {
    async take({ mspId }, limit) {
      const now = table.clock.now();
      const midnightSeconds = (Math.floor(now.getTime() / 1000 / daySeconds) + 1) * daySeconds;
      const resetSeconds = Math.max(1, Math.ceil(midnightSeconds - now.getTime() / 1000));
      try {
        const { data } = await databaseCall(() =>
          counts
            .update({ mspId, invitedOn: dateOf(now) })
            .add({ count: 1 })
            .set({ expiresAtSeconds: midnightSeconds + daySeconds })
            .where(({ count }, { notExists, lt }) => `${notExists(count)} OR ${lt(count, limit)}`)
            .go({ response: 'updated_new' }),
        );
        return headersOf(limit, limit - (data.count ?? limit), resetSeconds);
      } catch (error) {
        throw isAppError(error, 'RecordChanged') ? refusal(limit, resetSeconds) : error;
      }
    },
  };
};

const headersOf = (limit: number, remaining: number, resetSeconds: number) =>
  rateLimitHeaders({ policy: 'invitations', limit, windowSeconds: daySeconds, remaining, resetSeconds });

const refusal = (limit: number, secondsLeft: number): AppError =>
  new AppError(
    'RateLimited',
    `an MSP can invite ${limit} people a day (UTC): invite the others tomorrow, or ask the operator of the stage for more`,
    { retryAfterSeconds: secondsLeft, headers: headersOf(limit, 0, secondsLeft) },
  );
