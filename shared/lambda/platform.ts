import { ulid } from 'ulid';
import { type Clock, systemClock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';

/**
 * The system's clock and id generator, for `wire.ts`. Logic takes them as arguments, so that a test can control them.
 */
export const platform = (): { clock: Clock; newId: NewId } => ({
  clock: systemClock,
  newId: (prefix) => `${prefix}_${ulid(systemClock.now().getTime())}`,
});
