import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextProbeCandidate, probeCandidates } from '#shared/posture/probe-candidates.ts';
import { license, paidSku, posture, user, userId } from '#test/support/posture-facts.ts';

const exchange = license({
  skuId: paidSku,
  servicePlans: [
    { planId: 'plan-mail', name: 'EXCHANGE_S_STANDARD', provisioningStatus: 'Success' },
    { planId: 'plan-foundation', name: 'EXCHANGE_S_FOUNDATION', provisioningStatus: 'Success' },
  ],
});
const withoutMail = 'cccccccc-0000-4000-8000-000000000002';
const foundation = license({
  skuId: withoutMail,
  servicePlans: [{ planId: 'plan-foundation', name: 'EXCHANGE_S_FOUNDATION', provisioningStatus: 'Success' }],
});
const idsOf = (people: ReturnType<typeof user>[], allowList: readonly string[] = ['tess@msp.example']) =>
  probeCandidates(posture({ users: people, licenses: [exchange, foundation] }), allowList).map(({ userId: id }) => id);

describe('probe candidates', () => {
  it('are the enabled users with a licensed mailbox, in a stable order', () => {
    expect(idsOf([user(3), user(1), user(2)])).toEqual([userId(1), userId(2), userId(3)]);
  });

  it.each([
    ['is disabled', { accountEnabled: false }],
    ['has no license', { licenses: [] }],
    [
      'has a license without Exchange',
      { licenses: [{ skuId: withoutMail, disabledPlanIds: [], assignedAt: null, groupIds: [] }] },
    ],
    [
      'has Exchange switched off',
      { licenses: [{ skuId: paidSku, disabledPlanIds: ['plan-mail'], assignedAt: null, groupIds: [] }] },
    ],
    ['is on the list by name', { upn: 'Tess@MSP.example' }],
    ['is on the list by address', { mail: 'tess@msp.example' }],
    ['is on the list by an alias', { proxyAddresses: ['t.hart@msp.example', 'tess@msp.example'] }],
  ])('exclude a user who %s', (_what, broken) => {
    expect(idsOf([user(1, broken), user(2)])).toEqual([userId(2)]);
  });

  it('are all probed before one is probed again', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 40 }), (numbers) => {
        const candidates = probeCandidates(posture({ users: numbers.map((n) => user(n)), licenses: [exchange] }), []);
        let last: string | null = null;
        const probed = new Set<string>();
        for (const _night of candidates) {
          last = nextProbeCandidate(candidates, last)?.userId ?? null;
          probed.add(last ?? '');
        }
        expect(probed).toEqual(new Set(candidates.map(({ userId: id }) => id)));
      }),
    );
  });

  it('continue after a deleted user, and are none if no user is left', () => {
    const candidates = [2, 4].map((n) => ({ userId: userId(n), upn: '' }));
    expect(nextProbeCandidate(candidates, userId(3))?.userId).toBe(userId(4));
    expect(nextProbeCandidate(candidates, userId(4))?.userId).toBe(userId(2));
    expect(nextProbeCandidate([], userId(1))).toBeUndefined();
  });
});
