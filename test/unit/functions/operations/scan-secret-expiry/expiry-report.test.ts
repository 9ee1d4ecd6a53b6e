import { describe, expect, it } from 'vitest';
import { noCounts } from '#functions/operations/scan-secret-expiry/expiry-counts.ts';
import { logExpiry, measureExpiry } from '#functions/operations/scan-secret-expiry/expiry-report.ts';
import { connectionId, mspId } from '#test/support/numbered-tenants.ts';

const now = new Date('2026-11-22T12:00:00.000Z');

const logged = (expiresOn: string | null): unknown[] => {
  const lines: unknown[] = [];
  const entry = {
    mspId: mspId(1),
    holder: connectionId(1),
    storedAt: '2026-11-01T00:00:00.000Z',
    expiresOn,
    refusedAt: null,
    notifiedAt: {},
    claimedUntil: null,
  };
  logExpiry(entry, now, { info: (message, attributes) => void lines.push([message, attributes]) });
  return lines;
};

describe('logExpiry', () => {
  it('logs the days left of a credential that expires within 30 days', () => {
    const attributes = { mspId: mspId(1), connectionId: connectionId(1), daysLeft: 30 };
    expect(logged('2026-12-22')).toEqual([['credential expires', attributes]]);
  });

  it.each(['2026-12-23', null])('logs nothing of a credential whose expiry is %s', (expiresOn) => {
    expect(logged(expiresOn)).toEqual([]);
  });
});

describe('measureExpiry', () => {
  const measured = (earliestDays: number | undefined): Record<string, unknown> => {
    const counts: [string, number | undefined][] = [];
    const by = { ...noCounts.by, '30-days': 3, '3-days': 1, expired: 2 };
    const count = (name: string, value?: number) => void counts.push([name, value]);
    measureExpiry({ credentials: 5, by, earliestDays }, { count });
    return Object.fromEntries(counts);
  };

  it('counts the credentials by warning', () => {
    expect(measured(2)).toEqual({
      secretsHeld: 5,
      secretsExpiringWithin30Days: 3,
      secretsExpiringWithin14Days: 0,
      secretsExpiringWithin7Days: 0,
      secretsExpiringWithin3Days: 1,
      secretsExpired: 2,
      secretsRefused: 0,
      earliestSecretExpiryDays: 2,
    });
  });

  it('reports no earliest expiry if none is known', () => {
    expect(measured(undefined)).not.toHaveProperty('earliestSecretExpiryDays');
  });
});
