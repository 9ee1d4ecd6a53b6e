import { addSeconds, dateOf } from '#shared/kernel/clock.ts';
import type { ReadContext } from './define-surface.ts';

/**
 * The instant from which an incremental read starts: an overlap before the last complete read began, because some
 * changes appear late. Items that are read twice have the same id. Undefined where everything must be read: at first,
 * and once a day to find what an incremental read missed.
 */
export const incrementalSince = (
  { previous, now }: Pick<ReadContext, 'previous' | 'now'>,
  overlapSeconds: number,
): Date | undefined => {
  const completeAt = previous?.completeAt;
  if (completeAt === undefined || dateOf(completeAt) !== dateOf(now)) return undefined;
  return addSeconds(completeAt, -overlapSeconds);
};

/** An instant in the format of Graph's filters. */
export const odataInstant = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;
