import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredByPolicy, isCovered, uncoveredByMfa } from '#shared/posture/conditional-access/mfa-policies.ts';
import { enforcementOf } from '#shared/posture/enforcement.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  applicationId,
  group,
  groupId,
  okState,
  policy,
  policyGrant,
  policySide,
  posture,
  roleHolder,
  roleSchedule,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';

const people = 6;
const numbers = Array.from({ length: people }, (_, at) => at + 1);
const member = fc.subarray(numbers);
const anySide = fc.record({
  everyone: fc.boolean(),
  users: member,
  groups: fc.subarray([1, 2]),
  admins: fc.boolean(),
  guests: fc.constantFrom<'none' | 'guests' | 'external members'>('none', 'none', 'guests', 'external members'),
});
/** The first value four times as often as each other one. */
const mostly = <Value>(value: Value, ...rarely: Value[]) => fc.constantFrom(value, value, value, value, ...rarely);
const everywhere: { include: string[]; exclude: string[] } = { include: ['All'], exclude: [] };
const anyPolicy = fc.record({
  enabled: fc.constantFrom<ConditionalAccessPolicy['state']>(
    'enabled',
    'enabled',
    'report-only',
    'disabled',
    'unknown',
  ),
  include: anySide,
  exclude: anySide.map((each) => ({ ...each, everyone: false })),
  controls: fc.subarray(['mfa', 'compliantDevice']),
  strength: mostly<'mfa' | 'weak' | null>(null, 'mfa', 'weak'),
  factors: fc.subarray(['duo']),
  terms: fc.constantFrom<string[]>([], [], [], ['terms']),
  operator: fc.constantFrom<'AND' | 'OR'>('AND', 'OR'),
  apps: mostly<string>('all', 'one', 'all but one', 'filtered', 'an action'),
  risk: mostly<string[]>([], ['high']),
  userRisk: mostly<string[]>([], ['high']),
  insiderRisk: mostly<string[]>([], ['elevated']),
  locations: mostly<typeof everywhere | null>(null, everywhere, { include: ['All'], exclude: ['AllTrusted'] }),
  platforms: mostly<typeof everywhere | null>(null, everywhere, { include: ['windows'], exclude: [] }),
  devices: mostly<string>('any', 'filtered'),
  flows: mostly<string[]>([], ['deviceCodeFlow']),
  clients: fc.constantFrom(['all'], ['browser'], ['browser', 'mobileAppsAndDesktopClients', 'other']),
});
type AnyPolicy = typeof anyPolicy extends fc.Arbitrary<infer Value> ? Value : never;
type AnySide = AnyPolicy['include'];

/** The last user is a member from another tenant. */
const externalMember = people;

const sideOf = (each: AnySide) =>
  policySide({
    everyone: each.everyone,
    userIds: each.users.map(userId),
    groupIds: each.groups.map(groupId),
    roleIds: each.admins ? [globalAdministrator] : [],
    guests: each.guests !== 'none',
    guestTypes: each.guests === 'external members' ? ['internalGuest', 'b2bCollaborationMember'] : [],
  });

const applicationsOf = (apps: string): ConditionalAccessPolicy['applications'] => ({
  ...policy().applications,
  everything: apps !== 'one' && apps !== 'an action',
  include: apps === 'one' ? [applicationId(1)] : [],
  exclude: apps === 'all but one' ? [applicationId(1)] : [],
  filter: apps === 'filtered' ? { mode: 'exclude', rule: 'x' } : null,
  userActions: apps === 'an action' ? ['urn:user:registersecurityinfo'] : [],
});

const strengthOf = (kind: AnyPolicy['strength']) =>
  kind === null ? null : { id: 'strength', name: kind, satisfiesMfa: kind === 'mfa', allowedCombinations: [] };

const tenantOf = (policies: readonly AnyPolicy[], groups: readonly number[][], admins: readonly number[]) =>
  posture({
    users: users(people).map((each, at) =>
      at + 1 === externalMember ? { ...each, upn: 'ann_bolt.example#EXT#@acme.example' } : each,
    ),
    'directory-roles': admins.map((number) => roleHolder(number)),
    'role-schedules': admins.map((number) => roleSchedule(number)),
    'conditional-access': [
      ...policies.map((each, at) =>
        policy({
          policyId: `policy-${at}`,
          state: each.enabled,
          include: sideOf(each.include),
          exclude: sideOf(each.exclude),
          applications: applicationsOf(each.apps),
          signInRiskLevels: each.risk,
          userRiskLevels: each.userRisk,
          insiderRiskLevels: each.insiderRisk,
          locations: each.locations,
          platforms: each.platforms,
          devices: each.devices === 'any' ? null : { include: [], exclude: [], filter: { mode: 'include', rule: 'x' } },
          authenticationFlows: each.flows,
          clientAppTypes: [...each.clients],
          grant: policyGrant({
            operator: each.operator,
            controls: each.controls,
            strength: strengthOf(each.strength),
            customAuthenticationFactors: each.factors,
            termsOfUse: each.terms,
          }),
        }),
      ),
      ...groups.map((members, at) => group(at + 1, members)),
    ],
  });

/** The users whom one policy covers by itself, evaluated user by user and condition by condition. */
const coveredByOne = (policies: readonly AnyPolicy[], groups: readonly number[][], admins: readonly number[]) =>
  numbers.filter((person) => {
    const isIn = (each: AnySide) => {
      if (each.everyone) return true;
      if (each.users.includes(person)) return true;
      for (const name of each.groups) if (groups[name - 1]?.includes(person)) return true;
      // `GuestsOrExternalUsers` holds the six kinds, members from another tenant among them.
      if (each.guests !== 'none' && person === externalMember) return true;
      return each.admins && admins.includes(person);
    };
    for (const each of policies) {
      if (each.enabled !== 'enabled') continue;
      if (!isIn(each.include) || isIn(each.exclude)) continue;
      // With OR, one accepted control that is not MFA is enough to sign in without MFA.
      const options = [
        ...each.controls.map((control) => control === 'mfa'),
        ...(each.strength === null ? [] : [each.strength === 'mfa']),
        ...[...each.factors, ...each.terms].map(() => false),
      ];
      if (!options.includes(true)) continue;
      if (each.operator === 'OR' && options.includes(false)) continue;
      if (each.apps !== 'all') continue;
      if (each.risk.length + each.userRisk.length + each.insiderRisk.length + each.flows.length > 0) continue;
      if (each.devices !== 'any') continue;
      if (each.locations !== null && each.locations.exclude.length > 0) continue;
      if (each.platforms !== null && each.platforms.include[0] !== 'All') continue;
      if (each.clients.length === 1 && each.clients[0] === 'browser') continue;
      return true;
    }
    return false;
  });

describe('MFA coverage by Conditional Access', () => {
  it('holds for each user whom one policy covers by itself, for any policies', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 4 }),
        fc.tuple(member, member),
        member,
        (policies, groups, admins) => {
          const covered = coveredByPolicy(tenantOf(policies, groups, admins));
          const alone = coveredByOne(policies, groups, admins);
          expect(alone.filter((number) => !covered.has(userId(number)))).toEqual([]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('equals what one policy covers, if there is one', () => {
    fc.assert(
      fc.property(anyPolicy, fc.tuple(member, member), member, (one, groups, admins) => {
        const covered = coveredByPolicy(tenantOf([one], groups, admins));
        const expected = coveredByOne([one], groups, admins);
        expect(numbers.filter((number) => covered.has(userId(number)))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('never shrinks when a policy is added', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 3 }),
        anyPolicy,
        fc.tuple(member, member),
        (policies, more, groups) => {
          const before = coveredByPolicy(tenantOf(policies, groups, []));
          const after = coveredByPolicy(tenantOf([...policies, more], groups, []));
          expect([...before].every((id) => after.has(id))).toBe(true);
        },
      ),
    );
  });

  it('merges a group that is stored in several parts', () => {
    const parts = [group(1, [1, 2]), { ...group(1, [3, 4, 5]), part: 1 }];
    const tenant = posture({
      'conditional-access': [policy({ include: policySide({ groupIds: [groupId(1)] }) }), ...parts],
    });
    expect(coveredByPolicy(tenant).size).toBe(5);
  });

  it('covers nobody by a policy that excludes a group whose members were not read', () => {
    const excluding = policy({ exclude: policySide({ groupIds: [groupId(1)] }) });
    expect(coveredByPolicy(posture({ 'conditional-access': [excluding] })).size).toBe(0);
    const unread = { state: 'partial', unread: { count: 1, part: 'record' }, dataAsOf: okState.dataAsOf } as const;
    const tenant = posture({ 'conditional-access': [excluding] }, { 'conditional-access': unread });
    expect(enforcementOf(tenant, user(1))).toBe('unknown');
    expect(coveredByPolicy(posture({ 'conditional-access': [excluding, group(1, [])] })).size).toBe(5);
  });

  it('applies a policy for a role to an activated admin and not to an eligible one', () => {
    const byRole = policy({ include: policySide({ roleIds: [globalAdministrator] }) });
    const tenant = posture({
      'directory-roles': [roleHolder(1)],
      'role-schedules': [roleSchedule(1, { kind: 'activated' }), roleSchedule(2, { kind: 'eligible' })],
      'conditional-access': [byRole],
    });
    expect([...coveredByPolicy(tenant)]).toEqual([userId(1)]);
  });

  it('leaves no user uncovered when security defaults are on', () => {
    const given = { 'conditional-access': [] };
    expect(uncoveredByMfa(posture(given))).toHaveLength(5);
    const on = posture({ ...given, 'security-defaults': [{ isEnabled: true }] });
    expect(uncoveredByMfa(on)).toEqual([]);
    expect(isCovered(on, user(1))).toBe(true);
  });
});
