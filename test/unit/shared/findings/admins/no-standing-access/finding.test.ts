import { describe, expect, it } from 'vitest';
import { noStandingAccess } from '#shared/findings/admins/no-standing-access/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  license,
  needsAccess,
  needsLicense,
  posture,
  roleHolder,
  roleSchedule,
  user,
  userId,
} from '#test/support/posture-facts.ts';

const p2 = license({ servicePlans: [{ planId: 'plan-2', name: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] });
const judge = (
  facts: Parameters<typeof posture>[0],
  states?: Parameters<typeof posture>[1],
  marked?: readonly string[],
) => judgeFinding(noStandingAccess, posture({ licenses: [p2], ...facts }, states, marked));
const authentication = { roleTemplateId: '7be44c8a-adaf-4e2a-84d6-ab2649e08a13' };
const exchange = { roleTemplateId: '29232cdf-9323-42fd-ade2-1d097af3e4de' };
const until = { endAt: '2027-01-01T00:00:00.000Z' };

describe('admins.no-standing-access', () => {
  it('passes for an eligible, an activated and a time-bound assignment', () => {
    const given = {
      'directory-roles': [roleHolder(2), roleHolder(3)],
      'role-schedules': [
        roleSchedule(1, { kind: 'eligible' }),
        roleSchedule(2, { kind: 'activated', endAt: '2026-11-22T16:00:00.000Z' }),
        roleSchedule(3, until),
      ],
    };
    expect(judge(given)).toMatchObject({ verdict: 'pass', assessed: 3 });
  });

  it('fails for a permanent Global Administrator, direct or through a group, member or guest', () => {
    const given = {
      users: [user(1), user(2), user(3, { userType: 'guest' })],
      'directory-roles': [roleHolder(1), roleHolder(2, { viaGroupId: 'group-1' }), roleHolder(3)],
      'role-schedules': [roleSchedule(1), roleSchedule(2, { viaGroupId: 'group-1' }), roleSchedule(3)],
    };
    const { verdict, judgments } = judge(given);
    expect(verdict).toBe('fail');
    expect(judgments.map((each) => [each.verdict, each.privileged])).toEqual(Array(3).fill(['fail', true]));
  });

  it('warns for a permanent assignment of another tier-0 role', () => {
    expect(
      judge({ 'directory-roles': [roleHolder(1, authentication)], 'role-schedules': [roleSchedule(1, authentication)] })
        .verdict,
    ).toBe('warn');
  });

  it('leaves out break-glass accounts, disabled accounts and lower tiers', () => {
    expect(judge({}, {}, [userId(1), userId(2)])).toMatchObject({ verdict: 'pass', assessed: 0 });
    expect(judge({ users: [user(1, { accountEnabled: false })] }).assessed).toBe(0);
    expect(
      judge({ 'directory-roles': [roleHolder(1, exchange)], 'role-schedules': [roleSchedule(1, exchange)] }).assessed,
    ).toBe(0);
  });

  it('is not-applicable without Entra ID P2', () => {
    expect(judge({ licenses: [license()] }).verdict).toBe('not-applicable');
    expect(judge({}, { 'role-schedules': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'directory-roles', 'role-schedules'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({}, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
