import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredByPolicy, isCovered, uncoveredByMfa } from '#shared/posture/coverage.ts';
import { globalAdministrator } from '#shared/posture/roles.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import {
  grant,
  group,
  groupId,
  holder,
  policy,
  posture,
  schedule,
  side,
  user,
  userId,
  users,
} from '#test/support/posture.ts';

const people = 6;
const numbers = Array.from({ length: people }, (_, at) => at + 1);
const member = fc.subarray(numbers);
const anySide = fc.record({
  everyone: fc.boolean(),
  users: member,
  groups: fc.subarray([1, 2]),
  admins: fc.boolean(),
});
const anyPolicy = fc.record({
  enabled: fc.constantFrom<ConditionalAccessPolicy['state']>('enabled', 'enabled', 'report-only', 'disabled'),
  include: anySide,
  exclude: anySide.map((each) => ({ ...each, everyone: false })),
  controls: fc.subarray(['mfa', 'compliantDevice'], { minLength: 1 }),
  operator: fc.constantFrom<'AND' | 'OR'>('AND', 'OR'),
  excludedApps: fc.subarray(['app-1']),
  risk: fc.subarray(['high']),
  clients: fc.constantFrom(['all'], ['browser'], ['browser', 'mobileAppsAndDesktopClients', 'other']),
});
type AnyPolicy = typeof anyPolicy extends fc.Arbitrary<infer Value> ? Value : never;
type AnySide = AnyPolicy['include'];

const tenantOf = (policies: readonly AnyPolicy[], groups: readonly number[][], admins: readonly number[]) => {
  const sideOf = (each: AnySide) =>
    side({
      everyone: each.everyone,
      userIds: each.users.map(userId),
      groupIds: each.groups.map(groupId),
      roleIds: each.admins ? [globalAdministrator] : [],
    });
  return posture({
    users: users(people),
    'directory-roles': admins.map((number) => holder(number)),
    'role-schedules': admins.map((number) => schedule(number)),
    'conditional-access': [
      ...policies.map((each, at) =>
        policy({
          policyId: `policy-${at}`,
          state: each.enabled,
          include: sideOf(each.include),
          exclude: sideOf(each.exclude),
          applications: { ...policy().applications, exclude: each.excludedApps },
          signInRiskLevels: each.risk,
          clientAppTypes: [...each.clients],
          grant: grant({ operator: each.operator, controls: each.controls }),
        }),
      ),
      ...groups.map((members, at) => group(at + 1, members)),
    ],
  });
};

/** Who is covered, asked person by person and clause by clause. */
const oracle = (policies: readonly AnyPolicy[], groups: readonly number[][], admins: readonly number[]) =>
  numbers.filter((person) => {
    const stands = (each: AnySide) => {
      if (each.everyone) return true;
      if (each.users.includes(person)) return true;
      for (const name of each.groups) if (groups[name - 1]?.includes(person)) return true;
      return each.admins && admins.includes(person);
    };
    for (const each of policies) {
      if (each.enabled !== 'enabled') continue;
      if (!stands(each.include) || stands(each.exclude)) continue;
      if (!each.controls.includes('mfa')) continue;
      if (each.operator === 'OR' && each.controls.length > 1) continue;
      if (each.excludedApps.length > 0 || each.risk.length > 0) continue;
      if (each.clients.length === 1 && each.clients[0] === 'browser') continue;
      return true;
    }
    return false;
  });

describe('coverage by Conditional Access', () => {
  it('is what asking person by person says, for any policies', () => {
    fc.assert(
      fc.property(
        fc.array(anyPolicy, { maxLength: 4 }),
        fc.tuple(member, member),
        member,
        (policies, groups, admins) => {
          const covered = coveredByPolicy(tenantOf(policies, groups, admins));
          expect(numbers.filter((number) => covered.has(userId(number)))).toEqual(oracle(policies, groups, admins));
        },
      ),
      { numRuns: 300 },
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

  it('reads a group that comes in parts as one', () => {
    const parts = [group(1, [1, 2]), { ...group(1, [3, 4, 5]), part: 1 }];
    const tenant = posture({ 'conditional-access': [policy({ include: side({ groupIds: [groupId(1)] }) }), ...parts] });
    expect(coveredByPolicy(tenant).size).toBe(5);
  });

  it('covers an activated admin by role while the activation runs, and an eligible one not', () => {
    const byRole = policy({ include: side({ roleIds: [globalAdministrator] }) });
    const tenant = posture({
      'directory-roles': [holder(1)],
      'role-schedules': [schedule(1, { kind: 'activated' }), schedule(2, { kind: 'eligible' })],
      'conditional-access': [byRole],
    });
    expect([...coveredByPolicy(tenant)]).toEqual([userId(1)]);
  });

  it('leaves nobody to ask where Security Defaults are on', () => {
    const given = { 'conditional-access': [] };
    expect(uncoveredByMfa(posture(given))).toHaveLength(5);
    const on = posture({ ...given, 'security-defaults': [{ isEnabled: true }] });
    expect(uncoveredByMfa(on)).toEqual([]);
    expect(isCovered(on, user(1))).toBe(true);
  });
});
