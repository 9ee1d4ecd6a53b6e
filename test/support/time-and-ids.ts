import type { Clock } from '#shared/kernel/clock.ts';
import type { NewId } from '#shared/kernel/ids.ts';

/** A clock that stands still until a test moves it. */
export const manualClock = (start: Date | string = '2026-11-22T12:00:00.000Z') => {
  let now = new Date(start);
  return {
    now: () => new Date(now),
    moveTo(instant: string) {
      now = new Date(instant);
    },
    advanceSeconds(seconds: number) {
      now = new Date(now.getTime() + seconds * 1000);
    },
  } satisfies Clock & Record<string, unknown>;
};

/** Ids with consecutive numbers: `msp_00000000000000000000000001`, `run_00000000000000000000000002`, … */
export const sequentialIds = (): NewId => {
  let made = 0;
  return (prefix) => {
    made += 1;
    return `${prefix}_${String(made).padStart(26, '0')}`;
  };
};
