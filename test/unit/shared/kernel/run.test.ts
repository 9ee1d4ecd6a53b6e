import { describe, expect, it } from 'vitest';
import { cadence, dueToleranceSeconds, leaseSeconds, nextDueAt, readDeadlineSeconds } from '#shared/kernel/run.ts';

const startedAt = new Date('2026-11-22T12:00:10.000Z');
const minutes = (number: number) => new Date(startedAt.getTime() + number * 60_000);

describe('when a tenant is due again', () => {
  it('is found by the next tick, though its run began some time into this one', () => {
    for (const kind of ['posture', 'communications'] as const) {
      const due = nextDueAt(kind, startedAt, []).getTime() - startedAt.getTime();
      expect(due).toBeLessThan(cadence[kind].everySeconds * 1000);
      expect(due).toBe(dueToleranceSeconds(kind) * 1000);
    }
  });

  it('is sooner where a surface that was put off may go on sooner', () => {
    expect(nextDueAt('posture', startedAt, [minutes(90), minutes(5)])).toEqual(minutes(5));
  });

  it('does not look at pauses that are over', () => {
    expect(nextDueAt('posture', startedAt, [minutes(-5)])).toEqual(minutes(15));
  });
});

describe('the times of a run', () => {
  it('leaves time to judge after reading, and lets nobody overtake a run that may still write', () => {
    const machineSeconds = 290;
    expect(readDeadlineSeconds).toBeLessThan(machineSeconds - 30);
    expect(leaseSeconds).toBeGreaterThan(machineSeconds);
  });
});
