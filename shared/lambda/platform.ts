import { ulid } from 'ulid';
import { type Clock, systemClock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';

/** The machine's time and chance, for `wire.ts`. Logic takes them as arguments, so that a test can hold them still. */
export const platform = (): { clock: Clock; newId: NewId } => ({
  clock: systemClock,
  newId: (prefix) => `${prefix}_${ulid(systemClock.now().getTime())}`,
});
