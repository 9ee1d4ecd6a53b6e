import { describe, expect, it } from 'vitest';
import { consumedSeats, plansOf, skuOf } from '#local/microsoft/simulated-skus.ts';
import { aTenant } from '#test/support/simulated-microsoft.ts';

describe('a generated tenant', () => {
  it('is the same for the same recipe, and differs for another seed', () => {
    expect(aTenant({ users: 30 })).toEqual(aTenant({ users: 30 }));
    expect(aTenant({ users: 30 }).users[0]).not.toEqual(aTenant({ users: 30, seed: 2 }).users[0]);
  });

  it('has the requested users, each with a unique address', () => {
    const { users } = aTenant({ users: 600, guests: 3, disabled: 4, sharedMailboxes: 2, rooms: 1 });
    expect(users).toHaveLength(610);
    expect(new Set(users.map(({ userPrincipalName }) => userPrincipalName)).size).toBe(610);
    expect(new Set(users.map(({ id }) => id)).size).toBe(610);
    expect(users.filter(({ userType }) => userType === 'Guest')).toHaveLength(3);
    expect(users.filter(({ mailbox }) => mailbox?.purpose === 'shared')).toHaveLength(2);
  });

  it('uses reserved domains only', () => {
    const { users, domains } = aTenant({ users: 20, guests: 5 });
    const named = [...domains.map(({ name }) => name), ...users.map(({ userPrincipalName }) => userPrincipalName)];
    expect(named.filter((text) => !/(^|[@.])example\.com$|\.example$/.test(text))).toEqual([]);
  });

  it('has two more seats than users, of the requested plan', () => {
    const tenant = aTenant({ users: 7, plan: 'SPE_E5' });
    expect(consumedSeats(tenant, 'SPE_E5')).toBe(7);
    expect(tenant.subscriptions).toMatchObject([{ partNumber: 'SPE_E5', seats: 9 }]);
    expect(plansOf(tenant).has('AAD_PREMIUM_P2')).toBe(true);
  });

  it('has thirty daily scores, newest first', () => {
    const { secureScores } = aTenant();
    expect(secureScores).toHaveLength(30);
    expect(secureScores[0]?.on).toBe('2026-11-22');
    expect(secureScores[29]?.on).toBe('2026-10-24');
  });
});

describe('the table of SKUs', () => {
  it('refuses an unknown part number', () => {
    expect(() => skuOf('NOBODY_SELLS_THIS')).toThrow('NOBODY_SELLS_THIS');
  });

  it('has no plan of a suspended subscription', () => {
    const tenant = aTenant();
    for (const held of tenant.subscriptions) held.status = 'Suspended';
    expect(plansOf(tenant).size).toBe(0);
  });
});
