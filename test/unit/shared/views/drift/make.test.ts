import { describe, expect, it } from 'vitest';
import type { Owner } from '#shared/book/ownership.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { coverageChangesBetween } from '#shared/posture/coverage-changes.ts';
import type { CoverageSnapshot } from '#shared/posture/coverage-shape.ts';
import { coverageSnapshotOf } from '#shared/posture/coverage-snapshot.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import { mfaOfPrivileged, mfaOfUsers } from '#shared/posture/mfa-numbers.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import { driftOfCustomer } from '#shared/views/drift/make.ts';
import { posture, registration, user, userId, users } from '#test/support/posture-facts.ts';

const customer = (number: number, domain: string): Owner => ({
  customerId: CustomerId.parse(`cus_${String(number).padStart(26, '0')}`),
  domains: [{ domain, includeSubdomains: false }],
});
const acme = customer(1, 'acme.example');
const connection = { tenantId: TenantId.parse('00000000-0000-4000-8000-000000000001'), tenantName: 'Acme' };

/** The stored days of a tenant with these facts on consecutive days from 2026-11-22 on, and its last posture. */
const tenantWith = (linked: readonly Owner[], ...facts: [StoredFacts, ...StoredFacts[]]) => {
  let before: CoverageSnapshot | undefined;
  let last: Posture = posture(facts[0]);
  const days = facts.map((each, at) => {
    const on = `2026-11-${22 + at}`;
    last = { ...posture(each), now: new Date(`${on}T12:00:00.000Z`) };
    const snapshot = coverageSnapshotOf(last);
    const coverageChanges = [...coverageChangesBetween(before, snapshot, last.tenant)];
    before = snapshot;
    return {
      on,
      numbers: { users: mfaOfUsers(last), privileged: mfaOfPrivileged(last), secureScore: null },
      coverageChanges,
    };
  });
  return { tenant: { connection, linked }, posture: last, days };
};

const driftAt = (of: ReturnType<typeof tenantWith>, at: Owner = acme, log: readonly DirectoryChange[] = []) =>
  driftOfCustomer(at, [of], of.posture.now, async () => log);

const capable = (...without: number[]) =>
  [1, 2, 3, 4, 5, 6].map((number) => registration(number, { isCapable: !without.includes(number) }));

const change: DirectoryChange = {
  changeId: 'change-1',
  correlationId: null,
  kind: 'security-info-deleted',
  activity: 'Admin deleted security info',
  at: '2026-11-24T09:00:00.000Z',
  result: 'success',
  roles: [],
  permissions: [],
  isForEverybody: false,
  by: { kind: 'user', id: 'admin', name: 'ada@acme.example' },
  weakenings: [],
  targets: [{ id: userId(3), type: 'User', name: 'person3@acme.example' }],
};

describe('the drift of a customer', () => {
  const fallen = tenantWith(
    [acme],
    { users: users(5), 'mfa-registrations': capable() },
    { users: users(5), 'mfa-registrations': capable() },
    { users: users(6), 'mfa-registrations': capable(3, 6) },
    { users: users(6), 'mfa-registrations': capable(3, 6) },
  );

  it('reports what changed, since when, because of whom, and which change explains it', async () => {
    // The row about person 3 arrived in the log after the change was detected.
    expect(await driftAt(fallen, acme, [change])).toMatchObject([
      {
        ...connection,
        signal: 'mfa-capable-percent',
        direction: 'worse',
        since: '2026-11-24',
        from: { on: '2026-11-23', percent: 100 },
        to: { on: '2026-11-25', percent: 66.7 },
        causesTotal: 2,
        causes: [
          {
            kind: 'became-incapable',
            subject: { id: userId(3) },
            explainedBy: { changeId: 'change-1', by: 'ada@acme.example' },
          },
          { kind: 'joined', subject: { id: userId(6) }, explainedBy: null },
        ],
        story: [
          'People who can use MFA: 100 % → 66.7 % since 2026-11-24:',
          'Person 3 can no longer use MFA (Admin deleted security info, by ada@acme.example); Person 6 joined.',
        ].join(' '),
      },
    ]);
  });

  it('reports a full recovery as a rise', async () => {
    const recovered = tenantWith([acme], { 'mfa-registrations': capable(3, 4) }, { 'mfa-registrations': capable() });
    expect(await driftAt(recovered)).toMatchObject([
      { direction: 'better', from: { percent: 60 }, to: { percent: 100 } },
    ]);
  });

  it('names at each customer of a tenant its own users, with the numbers of the tenant', async () => {
    const [north, south] = [customer(2, 'north.example'), customer(3, 'south.example')];
    const people = [1, 2, 3, 4].map((number) =>
      user(number, { upn: `p${number}@${number % 2 === 1 ? 'north' : 'south'}.example` }),
    );
    const both = tenantWith(
      [north, south],
      { users: people, 'mfa-registrations': capable() },
      { users: people, 'mfa-registrations': capable(3, 4) },
    );
    for (const [at, name] of [
      [north, 'Person 3'],
      [south, 'Person 4'],
    ] as const) {
      expect(await driftAt(both, at)).toMatchObject([
        {
          signal: 'mfa-capable-percent',
          from: { percent: 100 },
          to: { percent: 50 },
          causesTotal: 1,
          causes: [{ subject: { name } }],
          story: expect.stringContaining(`: ${name} can no longer use MFA.`),
        },
      ]);
    }
  });

  it('reads the log only if a change is not explained yet', async () => {
    const steady = tenantWith([acme], { 'mfa-registrations': capable() }, { 'mfa-registrations': capable() });
    const drift = driftOfCustomer(acme, [steady], steady.posture.now, async () => {
      throw new Error('the log was read');
    });
    expect(await drift).toEqual([]);
    await expect(
      driftOfCustomer(acme, [fallen], fallen.posture.now, async () => {
        throw new Error('the log was read');
      }),
    ).rejects.toThrow('the log was read');
  });
});
