import { describe, expect, it } from 'vitest';
import { cadence, dueToleranceSeconds, leaseSeconds, nextDueAt, readDeadlineSeconds } from '#shared/kernel/run.ts';

const startedAt = new Date('2026-11-22T12:00:10.000Z');
const minutes = (number: number) => new Date(startedAt.getTime() + number * 60_000);

describe('nextDueAt', () => {
  it('is before the next schedule, though the run started some time after this one', () => {
    for (const kind of ['posture', 'communications'] as const) {
      const due = nextDueAt(kind, startedAt, []).getTime() - startedAt.getTime();
      expect(due).toBeLessThan(cadence[kind].everySeconds * 1000);
      expect(due).toBe(dueToleranceSeconds(kind) * 1000);
    }
  });

  it('is earlier when a postponed surface may resume earlier', () => {
    expect(nextDueAt('posture', startedAt, [minutes(90), minutes(5)])).toEqual(minutes(5));
  });

  it('ignores pauses that are over', () => {
    expect(nextDueAt('posture', startedAt, [minutes(-5)])).toEqual(minutes(15));
  });
});

describe('the time limits of a run', () => {
  it('leave time to judge after reading, and no lease expires while its run may still write', () => {
    const machineSeconds = 290;
    expect(readDeadlineSeconds).toBeLessThan(machineSeconds - 30);
    expect(leaseSeconds).toBeGreaterThan(machineSeconds);
  });
});
