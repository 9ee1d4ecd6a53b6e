import { describe, expect, it } from 'vitest';
import { everyUserCapable } from '#shared/findings/mfa/every-user-capable/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import {
  needsAccess,
  needsLicense,
  policy,
  policySide,
  posture,
  registration,
  stale,
  user,
  userId,
  users,
} from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(everyUserCapable, posture(...given));
const registrations = (...broken: Parameters<typeof registration>[]) => ({
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) =>
    registration(...(broken.find(([of]) => of === number) ?? [number])),
  ),
});

describe('mfa.every-user-capable', () => {
  it('passes for each user who is capable', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 5 });
  });

  it('fails for the one who is not, and names them', () => {
    const outcome = judge(registrations([4, { isCapable: false, isRegistered: false, methods: [] }]));
    expect(outcome.verdict).toBe('fail');
    expect(outcome.judgments.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { subject: { kind: 'user', id: userId(4), name: 'Person 4' }, usersAffected: 1, privileged: false },
    ]);
    expect(outcome.reason).toBe('Person 4 cannot use MFA: no method for it is registered');
  });

  it('asks for capable, not for registered', () => {
    expect(judge(registrations([4, { isCapable: false, isRegistered: true }])).verdict).toBe('fail');
  });

  it('leaves out who has no license', () => {
    const unlicensed = [...users(4), user(5, { licenses: [] })];
    const outcome = judge({ users: unlicensed, ...registrations([5, { isCapable: false }]) });
    expect(outcome).toMatchObject({ verdict: 'pass', assessed: 4 });
  });

  it('exempts emergency accounts', () => {
    const left = policy({ exclude: policySide({ userIds: [userId(1)] }) });
    expect(judge({ 'conditional-access': [left], ...registrations([1, { isCapable: false }]) }).verdict).toBe('pass');
  });

  it.each([needsAccess, needsLicense, stale, { state: 'never-read', dataAsOf: null } as const])(
    'is unknown, not not-applicable, where registrations are $state',
    (state) => {
      expect(judge(registrations([4, { isCapable: false }]), { 'mfa-registrations': state })).toMatchObject({
        verdict: 'unknown',
        judgments: [],
      });
    },
  );

  it('is unknown for somebody whom the report does not list yet', () => {
    const outcome = judge({ 'mfa-registrations': [1, 2, 3, 4].map((number) => registration(number)) });
    expect(outcome).toMatchObject({ verdict: 'unknown', assessed: 4 });
  });

  it('is unknown where users cannot be read', () => {
    expect(judge({}, { users: needsAccess }).verdict).toBe('unknown');
  });
});
