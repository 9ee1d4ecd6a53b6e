import { type ClaimTally, tallyClaim } from '#shared/posture/conditional-access/claims-of-people.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { deviceCodeBlocks } from '#shared/posture/conditional-access/policy-controls.ts';
import { mfaDenominator, sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { claimSentence } from '../claim-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/**
 * Security Defaults block device codes in tenants that were created since then.
 * https://learn.microsoft.com/entra/fundamentals/security-defaults
 */
const blockedByDefaultSince = Date.parse('2026-07-01T00:00:00Z');

const verdictUnderDefaults = (posture: Posture) => {
  const createdAt = posture.facts('organization')[0]?.createdAt ?? null;
  return createdAt !== null && Date.parse(createdAt) >= blockedByDefaultSince
    ? ({ verdict: 'pass', what: sentence('security-defaults') } as const)
    : ({ verdict: 'unknown', what: sentence('older-security-defaults') } as const);
};

const verdictOfOpen = (posture: Posture, { open, closedBy }: ClaimTally) => {
  const blocks = deviceCodeBlocks(posture).filter(({ include }) => include.everyone);
  if ([...blocks, ...closedBy].some(({ state, include }) => state === 'enabled' && include.everyone)) {
    const names = sampleOfUsers(open);
    return { verdict: 'warn', what: sentence('left-out', { users: open.length, names }) } as const;
  }
  return blocks.some(({ state }) => state === 'report-only')
    ? ({ verdict: 'warn', what: sentence('report-only') } as const)
    : ({ verdict: 'fail', what: sentence('not-blocked') } as const);
};

const judge = (posture: Posture): readonly Judgment[] => {
  const blocks = deviceCodeBlocks(posture);
  const tally = tallyClaim(posture, 'device-code-blocked', mfaDenominator(posture));
  const { open, unknown, closedBy } = tally;
  const closing = [...new Set([...blocks.filter(({ state }) => state === 'enabled'), ...closedBy])];
  const evidence = {
    policies: blocks.map(({ name, state }) => ({ name, state })),
    closedBy: closing.map(({ name }) => name),
    notBlocked: sampleOf(open.map(({ upn }) => upn)),
    notKnown: sampleOf(unknown.map(({ upn }) => upn)),
  };
  const details = { evidence, usersAffected: open.length };
  if (open.length + unknown.length === 0 && closing.length > 0) {
    const names = closing.map(({ name }) => name);
    return tenantVerdict(posture, 'pass', sentence('blocked', { policies: names.length, names }), details);
  }
  if (securityDefaultsOn(posture) === true) {
    const { verdict, what } = verdictUnderDefaults(posture);
    return tenantVerdict(posture, verdict, what, { evidence });
  }
  if (open.length === 0 && unknown.length > 0) {
    const names = sampleOfUsers(unknown);
    const what = claimSentence('unknown', { claim: 'device-code-blocked', users: unknown.length, names });
    return tenantVerdict(posture, 'unknown', what, details);
  }
  const { verdict, what } = verdictOfOpen(posture, tally);
  return tenantVerdict(posture, verdict, what, details);
};

export const deviceCodeBlocked = defineFinding({
  id: 'conditional-access.device-code-blocked',
  version: 2,
  title: 'Nobody can sign in by a device code',
  problem: 'Device code sign-in is not blocked',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A device code is typed in at a real Microsoft page, so that people trust it. Attackers send one of their own in a chat or a mail; whoever types it in signs the attacker in, second factor included.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable a policy for all users and all resources with the authentication flow Device code flow that blocks access.',
  impact:
    'Meeting-room devices and command-line tools that sign in with a code stop. Look for the authentication protocol Device code in the sign-in log first, and leave those accounts out.',
  criteria: {
    intro: [
      'It must be proved for each user whose MFA counts that Conditional Access blocks every sign-in to every application by a device code (claim `device-code-blocked`, see docs/coverage.md). Policies add up. Break-glass accounts may be excluded.',
    ],
    verdicts: {
      pass: 'all users are blocked, or Security Defaults are on in a tenant that was created since July 1, 2026',
      warn: 'a policy for all users leaves some out; or the only such policy is report-only',
      fail: 'no policy for all users blocks it',
      'not-applicable': 'no Entra ID P1',
      unknown:
        'users, directory roles or policies could not be read; or Security Defaults are on in a tenant that is older, of which Microsoft does not say it',
    },
  },
  remediation,
  references: ['CIS 5.2.2.12'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-block-authentication-flows'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'conditional-access'],
  consults: ['role-schedules', 'mailbox-settings', 'security-defaults', 'organization'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence, claimSentence],
  judge,
});
