import { describe, expect, it } from 'vitest';
import { everyAdminCapable } from '#shared/findings/mfa/every-admin-capable/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { subjectId } from '#shared/kernel/subject.ts';
import {
  needsAccess,
  needsLicense,
  posture,
  registration,
  roleHolder,
  roleSchedule,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(everyAdminCapable, posture(...given));
const incapable = (number: number) => ({
  'mfa-registrations': [1, 2, 3, 4, 5].map((each) => registration(each, { isCapable: each !== number })),
});
const failing = (...given: Parameters<typeof posture>) =>
  judge(...given)
    .judgments.filter(({ verdict }) => verdict === 'fail')
    .map(({ subject }) => subjectId(subject));

describe('mfa.every-admin-capable', () => {
  it('passes for each capable administrator', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 2 });
  });

  it('fails for an administrator who is not capable, with the role, as a privileged subject', () => {
    const [first] = judge(incapable(2)).judgments.filter(({ verdict }) => verdict === 'fail');
    expect(first).toMatchObject({
      subject: { id: userId(2) },
      privileged: true,
      evidence: { roles: ['Global Administrator'] },
    });
  });

  it('leaves out users without a privileged role', () => {
    expect(failing(incapable(4))).toEqual([]);
  });

  it('judges administrators without a license too', () => {
    expect(failing({ users: [user(1, { licenses: [] }), ...users(5).slice(1)], ...incapable(1) })).toEqual([userId(1)]);
  });

  it('judges eligible administrators', () => {
    const schedules = [roleSchedule(1), roleSchedule(2), roleSchedule(4, { kind: 'eligible' })];
    expect(failing({ 'role-schedules': schedules, ...incapable(4) })).toEqual([userId(4)]);
  });

  it('judges members of a group that holds a role', () => {
    expect(failing({ 'directory-roles': [roleHolder(4, { viaGroupId: 'group-1' })], ...incapable(4) })).toEqual([
      userId(4),
    ]);
  });

  it('leaves out guests and disabled accounts with a role', () => {
    const people = [user(1), user(2), user(3, { userType: 'guest' }), user(4, { accountEnabled: false })];
    const roles = [1, 2, 3, 4].map((number) => roleHolder(number));
    const registrations = [1, 2, 3, 4].map((number) => registration(number, { isCapable: number < 3 }));
    expect(
      failing({ users: people, 'directory-roles': roles, 'role-schedules': [], 'mfa-registrations': registrations }),
    ).toEqual([]);
  });

  it('is unknown beside those whom it judged while nobody can say who may activate a role', () => {
    const unread = { 'role-schedules': needsAccess };
    expect(judge(incapable(4), unread)).toMatchObject({ verdict: 'unknown', assessed: 2, isPartial: true });
    expect(judge(incapable(1), unread)).toMatchObject({ verdict: 'fail', assessed: 2, isPartial: true });
  });

  it('passes without role schedules when everybody is capable, or without the plan for them', () => {
    expect(judge({}, { 'role-schedules': needsAccess })).toMatchObject({ verdict: 'pass', isPartial: false });
    expect(judge(incapable(4), { 'role-schedules': needsLicense }).verdict).toBe('pass');
  });

  it('is unknown when registrations, users or roles cannot be read', () => {
    expect(judge(incapable(1), { 'mfa-registrations': needsLicense }).verdict).toBe('unknown');
    expect(judge(incapable(1), { users: needsAccess }).verdict).toBe('unknown');
    expect(judge(incapable(1), { 'directory-roles': needsAccess }).verdict).toBe('unknown');
  });
});
