import { describe, expect, it } from 'vitest';
import { dataAsOf, isReadable, neverRead } from '#shared/kernel/surface-state.ts';

const [earlier, later] = ['2026-11-21T12:00:00.000Z', '2026-11-22T12:00:00.000Z'];

describe('dataAsOf', () => {
  it('is the oldest instant of the surfaces that were read', () => {
    const stale = { state: 'stale', since: later, dataAsOf: earlier } as const;
    expect(dataAsOf({ users: { state: 'ok', dataAsOf: later }, domains: stale })).toBe(earlier);
  });

  it('ignores surfaces that were never read or have no plan', () => {
    const needsLicense = { state: 'needs-license', dataAsOf: null } as const;
    const surfaces = {
      users: { state: 'ok', dataAsOf: later },
      licenses: neverRead,
      'risky-users': needsLicense,
    } as const;
    expect(dataAsOf(surfaces)).toBe(later);
  });

  it('ignores earlier facts of a surface that is no longer permitted, because they are not shown', () => {
    const needsAccess = { state: 'needs-access', dataAsOf: earlier } as const;
    expect(dataAsOf({ users: { state: 'partial', dataAsOf: later }, domains: needsAccess })).toBe(later);
    expect(isReadable(needsAccess)).toBe(false);
  });

  it('is null when nothing was read', () => {
    expect(dataAsOf({})).toBeNull();
    expect(dataAsOf({ users: neverRead })).toBeNull();
  });
});
