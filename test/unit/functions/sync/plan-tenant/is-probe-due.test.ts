import { describe, expect, it } from 'vitest';
import { isProbeDue } from '#functions/sync/plan-tenant/is-probe-due.ts';

const now = new Date('2026-11-22T03:20:00.000Z');
const connection = { reads: ['posture', 'communications'], createdAt: '2026-11-21T12:00:00.000Z' } as const;
const reading = (own: Partial<{ reads: ('posture' | 'communications')[]; createdAt: string }> = {}) => ({
  ...connection,
  reads: [...connection.reads],
  ...own,
});

describe('whether the nightly mailbox probe is due', () => {
  it('is due in the first run of a night', () => {
    expect(isProbeDue('posture', reading(), undefined, now)).toBe(true);
    expect(isProbeDue('posture', reading(), { triedAt: '2026-11-21T03:20:00.000Z' }, now)).toBe(true);
  });

  it.each([
    ['it was tried in this night', 'posture', reading(), { triedAt: '2026-11-22T03:00:00.000Z' }, now],
    ['no night has passed since it was connected', 'posture', reading(), undefined, new Date('2026-11-22T02:59:00Z')],
    ['it reads the posture alone', 'posture', reading({ reads: ['posture'] }), undefined, now],
    ['the run reads mail', 'communications', reading(), undefined, now],
  ] as const)('is not due if %s', (_what, kind, of, probe, at) => {
    expect(isProbeDue(kind, of, probe, at)).toBe(false);
  });

  it('is due the next day if no run took place at night', () => {
    expect(isProbeDue('posture', reading(), undefined, new Date('2026-11-22T17:00:00.000Z'))).toBe(true);
  });
});
