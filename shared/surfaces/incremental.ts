import { addSeconds, dateOf } from '#shared/kernel/clock.ts';
import type { ReadContext } from './define-surface.ts';

/**
 * From when a reading goes on: a while before the last complete one began, because Microsoft shows some changes late; what is read twice has one id.
 * Undefined where everything must be read: at first, and once a day, so that what a cursor missed is found on the next.
 */
export const incrementalSince = (
  { previous, now }: Pick<ReadContext, 'previous' | 'now'>,
  overlapSeconds: number,
): Date | undefined => {
  const completeAt = previous?.completeAt;
  if (completeAt === undefined || dateOf(completeAt) !== dateOf(now)) return undefined;
  return addSeconds(completeAt, -overlapSeconds);
};

/** An instant as Graph's filters take it. */
export const odataInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
