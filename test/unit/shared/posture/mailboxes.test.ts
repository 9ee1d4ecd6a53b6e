import { describe, expect, it } from 'vitest';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { accountsWithoutPurpose, mailboxesOf } from '#shared/posture/mailboxes.ts';
import { makePosture } from '#shared/posture/make-posture.ts';
import { verifiedDomains } from '#shared/posture/verified-domains.ts';
import { now, user, userId, users } from '#test/support/posture-facts.ts';

type Facts = Parameters<typeof makePosture>[0]['facts'];
const postureOf = (facts: Facts) =>
  makePosture({ prices: listPrices, tenant: { kind: 'tenant', id: 't', name: 'T' }, now, states: {}, facts });
const purpose = (number: number, of: 'user' | 'shared' | 'none' | 'refused' = 'user') => ({
  userId: userId(number),
  purpose: of,
  askedOn: '2026-11-22',
});
const usual: Facts = { users: users(3), 'mailbox-settings': [purpose(1), purpose(2, 'shared'), purpose(3, 'none')] };
const urgent = (facts: Facts) =>
  mailboxesOf(postureOf({ ...usual, ...facts }))
    .filter(({ isReadDaily }) => isReadDaily)
    .map((mailbox) => mailbox.userId);

describe('mailboxes whose rules are read', () => {
  it('are user, shared, room and equipment mailboxes of existing accounts', () => {
    const settings = [purpose(1), purpose(2, 'shared'), purpose(3, 'none'), purpose(4)];
    const mailboxes = mailboxesOf(postureOf({ users: users(3), 'mailbox-settings': settings }));
    expect(mailboxes).toEqual([
      { userId: userId(1), isReadDaily: false },
      { userId: userId(2), isReadDaily: false },
    ]);
  });

  it('are read daily when the user is risky or new', () => {
    const risk = { upn: null, level: 'low', state: 'atRisk', detail: null, updatedAt: null } as const;
    expect(urgent({ 'risky-users': [{ userId: userId(2), ...risk }] })).toEqual([userId(2)]);
    expect(urgent({ users: [user(1, { createdAt: '2026-11-20T00:00:00.000Z' }), user(2)] })).toEqual([userId(1)]);
  });

  it('are read daily when the account was changed within seven days', () => {
    const change = (at: string) => ({
      ...({ changeId: 'c', correlationId: null, kind: 'password-reset', activity: 'Reset user password', at } as const),
      ...({ result: 'success', by: { kind: 'unknown', id: null, name: null } } as const),
      targets: [{ id: userId(1), type: 'User', name: null }],
      roles: [],
      permissions: [],
      isForEverybody: false,
      weakenings: [],
    });
    expect(urgent({ 'directory-audits': [change('2026-11-21T00:00:00.000Z')] })).toEqual([userId(1)]);
    expect(urgent({ 'directory-audits': [change('2026-11-14T00:00:00.000Z')] })).toEqual([]);
  });
});

describe('accounts whose mailbox was not asked for its purpose', () => {
  const unread = { count: 1, part: 'mailbox' } as const;
  const accounts = (state: 'ok' | 'partial' | 'stale') =>
    accountsWithoutPurpose(
      makePosture({
        prices: listPrices,
        tenant: { kind: 'tenant', id: 't', name: 'T' },
        now,
        states: {
          'mailbox-settings': {
            state,
            ...(state === 'ok' ? {} : { unread }),
            dataAsOf: '2026-11-22T11:00:00.000Z',
          },
        },
        facts: { users: users(2), 'mailbox-settings': [purpose(1)] },
      }),
    ).map(({ userId: id }) => id);

  it('are known where a mailbox was left out, also after a later read failed', () => {
    expect([accounts('ok'), accounts('partial'), accounts('stale')]).toEqual([[], [userId(2)], [userId(2)]]);
  });
});

describe('verified domains of a tenant', () => {
  it('are those of the organization and those of sign-in names', () => {
    const organization = {
      tenantId: 't',
      name: null,
      createdAt: null,
      isSynced: false,
      verifiedDomains: [{ name: 'acme.example', isDefault: true, isInitial: false, isFederated: false }],
    };
    const upn = 'x_y.example#EXT#@acme.onmicrosoft.example';
    expect(verifiedDomains(postureOf({ organization: [organization], users: [user(1), user(2, { upn })] }))).toEqual([
      'acme.example',
      'acme.onmicrosoft.example',
    ]);
  });
});
