import { describe, expect, it } from 'vitest';
import { cloudOnly } from '#shared/findings/admins/cloud-only/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import { needsAccess, posture, roleHolder, roleSchedule, user, userId, users } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(cloudOnly, posture(...given));
const synced = (number: number) => [user(number, { isSynced: true }), ...users(5).filter((_, at) => at !== number - 1)];
const failing = (...given: Parameters<typeof posture>) =>
  judge(...given)
    .judgments.filter(({ verdict }) => verdict === 'fail')
    .map(({ subject }) => subjectId(subject));
/** Security Reader: privileged, but of the third tier. */
const reader = '5d6b6bb7-de71-4623-b4af-96380a352509';
const exchange = '29232cdf-9323-42fd-ade2-1d097af3e4de';

describe('admins.cloud-only', () => {
  it('passes for a cloud-only administrator', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 2 });
  });

  it('fails for a synchronized administrator, as a privileged subject, with the roles', () => {
    const [worst] = judge({ users: synced(2) }).judgments.filter(({ verdict }) => verdict === 'fail');
    expect(worst).toMatchObject({
      subject: { id: userId(2) },
      privileged: true,
      evidence: { roles: ['Global Administrator'] },
    });
  });

  it('fails for a tier-1 administrator, for an eligible one, and for a member of a group that holds the role', () => {
    expect(failing({ users: synced(4), 'directory-roles': [roleHolder(4, { roleTemplateId: exchange })] })).toEqual([
      userId(4),
    ]);
    expect(failing({ users: synced(4), 'role-schedules': [roleSchedule(4, { kind: 'eligible' })] })).toEqual([
      userId(4),
    ]);
    expect(failing({ users: synced(4), 'directory-roles': [roleHolder(4, { viaGroupId: 'group-1' })] })).toEqual([
      userId(4),
    ]);
  });

  it('leaves out users without a role or with a tier-2 role, disabled accounts and guests', () => {
    expect(failing({ users: synced(4) })).toEqual([]);
    expect(failing({ users: synced(4), 'directory-roles': [roleHolder(4, { roleTemplateId: reader })] })).toEqual([]);
    expect(failing({ users: [user(1, { isSynced: true, accountEnabled: false })] })).toEqual([]);
    expect(failing({ users: [user(1, { isSynced: true, userType: 'guest' })] })).toEqual([]);
  });

  it.each(['users', 'directory-roles'])('is unknown when %s cannot be read', (surface) => {
    expect(judge({ users: synced(1) }, { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
