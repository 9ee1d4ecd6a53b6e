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
const registrations = (...overrides: Parameters<typeof registration>[]) => ({
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) =>
    registration(...(overrides.find(([of]) => of === number) ?? [number])),
  ),
});

describe('mfa.every-user-capable', () => {
  it('passes for each capable user', () => {
    expect(judge()).toMatchObject({ verdict: 'pass', assessed: 5 });
  });

  it('fails for a user who is not capable, and names the user', () => {
    const outcome = judge(registrations([4, { isCapable: false, isRegistered: false, methods: [] }]));
    expect(outcome.verdict).toBe('fail');
    expect(outcome.judgments.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { subject: { kind: 'user', id: userId(4), name: 'Person 4' }, usersAffected: 1, privileged: false },
    ]);
    expect(outcome.reason).toBe('Person 4 has registered no method of multi-factor authentication.');
  });

  it('judges capability, not registration', () => {
    expect(judge(registrations([4, { isCapable: false, isRegistered: true }])).verdict).toBe('fail');
  });

  it('leaves out users without a license', () => {
    const unlicensed = [...users(4), user(5, { licenses: [] })];
    const outcome = judge({ users: unlicensed, ...registrations([5, { isCapable: false }]) });
    expect(outcome).toMatchObject({ verdict: 'pass', assessed: 4 });
  });

  it('exempts break-glass accounts', () => {
    const left = policy({ exclude: policySide({ userIds: [userId(1)] }) });
    expect(judge({ 'conditional-access': [left], ...registrations([1, { isCapable: false }]) }).verdict).toBe('pass');
  });

  it.each([needsAccess, needsLicense, stale, { state: 'never-read', dataAsOf: null } as const])(
    'is unknown, not not-applicable, when registrations are $state',
    (state) => {
      expect(judge(registrations([4, { isCapable: false }]), { 'mfa-registrations': state })).toMatchObject({
        verdict: 'unknown',
        judgments: [],
      });
    },
  );

  it('is unknown for a user whom the report does not list yet', () => {
    const outcome = judge({ 'mfa-registrations': [1, 2, 3, 4].map((number) => registration(number)) });
    expect(outcome).toMatchObject({ verdict: 'unknown', assessed: 4 });
  });

  it('is unknown when users cannot be read', () => {
    expect(judge({}, { users: needsAccess }).verdict).toBe('unknown');
  });
});
