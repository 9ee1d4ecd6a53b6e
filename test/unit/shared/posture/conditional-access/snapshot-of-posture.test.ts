import { describe, expect, it } from 'vitest';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { coverageProof, signInSnapshot } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { directorySynchronizationAccounts } from '#shared/posture/role-tiers.ts';
import {
  license,
  needsAccess,
  needsLicense,
  policy,
  posture,
  roleHolder,
  roleSchedule,
  user,
  userId,
} from '#test/support/posture-facts.ts';

const office = {
  kind: 'location' as const,
  locationId: 'office',
  name: 'Office',
  type: 'ranges' as const,
  isTrusted: true,
  ranges: ['192.0.2.0/24'],
  countries: [],
  withoutCountry: false,
  lookup: 'address' as const,
};
const onPremisesSyncAccount = 'a92aed5d-d78a-4d16-b381-09adb37eb3b0';
const complete = { kind: 'list' as const, list: 'locations' as const };

const partial: SurfaceState = {
  state: 'partial',
  unread: { count: 1, part: 'record' },
  dataAsOf: '2026-11-22T11:00:00.000Z',
};
const staleSince: SurfaceState = { ...partial, state: 'stale', since: '2026-11-22T11:30:00.000Z' };

describe('the snapshot of a tenant', () => {
  it.each([
    ['member', { userType: 'member', upn: 'jo@acme.example' }, 'member'],
    ['guest', { userType: 'guest', upn: 'jo@acme.example' }, 'internalGuest'],
    ['guest from elsewhere', { userType: 'guest', upn: 'jo_other.example#ext#@acme.example' }, 'b2bCollaborationGuest'],
    [
      'member from elsewhere',
      { userType: 'member', upn: 'jo_other.example#EXT#@acme.example' },
      'b2bCollaborationMember',
    ],
  ] as const)('knows the kind of a %s', (_what, overrides, kind) => {
    expect(signInSnapshot(posture({ users: [user(1, overrides)] })).users).toMatchObject([{ kind }]);
  });

  it('leaves out users who are disabled, and sets apart who is break-glass or synchronizes the directory', () => {
    const users = [user(1), user(2, { accountEnabled: false }), user(3, { upn: 'Sync_1@acme.example' })];
    const roles = [roleHolder(3, { roleTemplateId: directorySynchronizationAccounts })];
    const of = posture({ users, 'directory-roles': roles, 'role-schedules': [] }, {}, [userId(1)]);
    expect(signInSnapshot(of).users).toMatchObject([
      { userId: userId(1), apart: 'break-glass' },
      { userId: userId(3), apart: 'directory-sync' },
    ]);
  });

  const named = {
    upn: 'Sync_SERVER1_0a1b2c3d4e5f@acme.example',
    displayName: 'On-Premises Directory Synchronization Service Account',
    licenses: [],
  };

  it.each<[string, StoredFacts]>([
    [
      'holds the role of Entra Connect',
      { 'directory-roles': [roleHolder(3, { roleTemplateId: directorySynchronizationAccounts })] },
    ],
    [
      'holds the role that takes its place',
      { 'directory-roles': [roleHolder(3, { roleTemplateId: onPremisesSyncAccount })] },
    ],
    ['has both names that Entra Connect gives, no license and no role', { users: [user(3, named)] }],
    [
      'has both names that Cloud Sync gives, no license and no role',
      { users: [user(3, { ...named, upn: 'ADToAADSyncServiceAccount@acme.example' })] },
    ],
  ])('sets apart an account that %s', (_what, facts) => {
    const of = posture({ users: [user(3)], 'directory-roles': [], 'role-schedules': [], ...facts });
    expect(signInSnapshot(of).users).toMatchObject([{ userId: userId(3), apart: 'directory-sync' }]);
  });

  it.each<[string, StoredFacts]>([
    ['has the names of one, and a license', { users: [user(3, { ...named, licenses: user(3).licenses })] }],
    ['has the names of one, and another role', { users: [user(3, named)], 'directory-roles': [roleHolder(3)] }],
    ['has the names of one, and is synchronized', { users: [user(3, { ...named, isSynced: true })] }],
    ['has the display name of one alone', { users: [user(3, { displayName: named.displayName, licenses: [] })] }],
    ['is only named like one that synchronizes the directory', { users: [user(3, { upn: 'Sync_1@acme.example' })] }],
    [
      'may only activate the role of one',
      {
        users: [user(3)],
        'role-schedules': [roleSchedule(3, { kind: 'eligible', roleTemplateId: directorySynchronizationAccounts })],
      },
    ],
  ])('sets no account apart that %s', (_what, facts) => {
    const of = posture({ 'directory-roles': [], 'role-schedules': [], ...facts });
    expect(signInSnapshot(of).users).toMatchObject([{ userId: userId(3), apart: null }]);
  });

  it('shows a role over an administrative unit as one that policies do not see', () => {
    const roles = [roleHolder(1, { directoryScopeId: '/administrativeUnits/1' })];
    const [own] = signInSnapshot(posture({ users: [user(1)], 'directory-roles': roles, 'role-schedules': [] })).users;
    expect(own?.roles).toMatchObject([{ tier: 0, isVisible: false, isActive: true }]);
  });

  it('has named locations only where the list was read to its end', () => {
    expect(signInSnapshot(posture({ 'conditional-access': [office] })).locations).toBeNull();
    expect(signInSnapshot(posture({ 'conditional-access': [office, complete] })).locations).toEqual([
      { kind: 'ranges', id: 'office', name: 'Office', isTrusted: true, ranges: ['192.0.2.0/24'] },
    ]);
  });

  it.each([
    [['AAD_PREMIUM'], { p1: true, p2: false }],
    [['AAD_PREMIUM_P2'], { p1: true, p2: true }],
    [[], { p1: false, p2: false }],
  ])('has the plans of %j', (names, plans) => {
    const servicePlans = names.map((name) => ({ planId: name, name, provisioningStatus: 'Success' }));
    expect(signInSnapshot(posture({ licenses: [license({ servicePlans })] })).plans).toEqual(plans);
  });

  it('does not know the plans of a tenant whose licenses were not read', () => {
    expect(signInSnapshot(posture({}, { licenses: needsAccess })).plans).toEqual({ p1: null, p2: null });
  });
});

describe('the proof about a tenant', () => {
  const mfaEverywhere = (of: Posture) =>
    coverageProof(of)?.claims.find(({ claimId }) => claimId === 'mfa-everywhere')?.answer;

  it('is made from its facts', () => {
    expect(mfaEverywhere(posture())).toBe('proved');
    expect(mfaEverywhere(posture({ 'conditional-access': [policy({ state: 'report-only' })] }))).toBe('open');
  });

  it.each(['users', 'directory-roles', 'role-schedules', 'conditional-access'])(
    'is missing where %s could not be read',
    (surfaceId) => {
      expect(coverageProof(posture({}, { [surfaceId]: needsAccess }))).toBeUndefined();
    },
  );

  it.each(['users', 'directory-roles', 'role-schedules'])('is missing where a part of %s was left out', (surfaceId) => {
    expect(coverageProof(posture({}, { [surfaceId]: partial }))).toBeUndefined();
  });

  it.each(['users', 'directory-roles', 'role-schedules'])(
    'is missing where a part of %s was left out, and a later read failed',
    (surfaceId) => {
      expect(coverageProof(posture({}, { [surfaceId]: staleSince }))).toBeUndefined();
    },
  );

  it('is made where the tenant has no plan for roles that are activated', () => {
    expect(mfaEverywhere(posture({}, { 'role-schedules': needsLicense }))).toBe('proved');
  });

  it('is unknown, not open, where a policy was left out', () => {
    const reportOnly = { 'conditional-access': [policy({ state: 'report-only' })] };
    for (const state of [partial, staleSince])
      expect(mfaEverywhere(posture(reportOnly, { 'conditional-access': state }))).toBe('unknown');
    expect(mfaEverywhere(posture({}, { 'conditional-access': partial }))).toBe('proved');
  });
});
