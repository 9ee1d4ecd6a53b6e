import { describe, expect, it } from 'vitest';
import { sharedSignInBlocked } from '#shared/findings/mailboxes/shared-sign-in-blocked/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { mailbox, needsAccess, needsLicense, posture, user, userId } from '#test/support/posture-facts.ts';

const judge = (...given: Parameters<typeof posture>) => judgeFinding(sharedSignInBlocked, posture(...given));
const shared = (accountEnabled: boolean) => ({
  users: [user(1, { accountEnabled }), user(2)],
  'mailbox-settings': [mailbox(1, 'shared'), mailbox(2, 'user')],
});

describe('mailboxes.shared-sign-in-blocked', () => {
  it('passes for a shared mailbox whose account is disabled', () => {
    expect(judge(shared(false))).toMatchObject({ verdict: 'pass', assessed: 1 });
  });

  it('fails for a shared mailbox whose account can sign in', () => {
    expect(judge(shared(true)).judgments).toMatchObject([
      { subject: { kind: 'user', id: userId(1), name: 'Person 1' }, verdict: 'fail' },
    ]);
  });

  it.each(['user', 'room', 'equipment', 'none', 'refused'] as const)(
    'ignores mailboxes with the purpose %s',
    (purpose) => {
      expect(judge({ ...shared(true), 'mailbox-settings': [mailbox(1, purpose)] }).assessed).toBe(0);
    },
  );

  it('ignores a mailbox whose account was deleted', () => {
    expect(judge({ ...shared(true), users: [user(2)] })).toMatchObject({ verdict: 'pass', assessed: 0 });
  });

  it('is not-applicable without Exchange', () => {
    expect(judge(shared(true), { 'mailbox-settings': needsLicense }).verdict).toBe('not-applicable');
  });

  it.each(['users', 'mailbox-settings'])('is unknown when %s cannot be read', (surface) => {
    expect(judge(shared(true), { [surface]: needsAccess }).verdict).toBe('unknown');
  });
});
