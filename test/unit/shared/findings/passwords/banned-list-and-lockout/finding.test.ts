import { expect, it } from 'vitest';
import { bannedListAndLockout } from '#shared/findings/passwords/banned-list-and-lockout/finding.ts';
import { judgeFinding } from '#shared/judging/judge.ts';
import { describePolicyFinding } from '#test/support/describe-policy-finding.ts';
import { license, posture } from '#test/support/posture-facts.ts';

describePolicyFinding(bannedListAndLockout, 'password-rules', [
  [
    'nothing ever set',
    { configured: false, bannedListOn: null, bannedWords: null, lockoutThreshold: null, lockoutSeconds: null },
    'warn',
  ],
  ['the list off', { bannedListOn: false }, 'warn'],
  ['an empty list', { bannedWords: 0 }, 'warn'],
  ['eleven attempts', { lockoutThreshold: 11 }, 'warn'],
  ['59 seconds', { lockoutSeconds: 59 }, 'warn'],
  ['no threshold', { lockoutThreshold: null }, 'warn'],
  ['stricter rules', { lockoutThreshold: 3, lockoutSeconds: 600 }, 'pass'],
]);

it('is not-applicable without Entra ID P1', () => {
  const { verdict } = judgeFinding(bannedListAndLockout, posture({ licenses: [license({ servicePlans: [] })] }));
  expect(verdict).toBe('not-applicable');
});
