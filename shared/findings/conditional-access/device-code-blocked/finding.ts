import { deviceCodeBlocks, usersNotCovered } from '#shared/posture/conditional-access/policy-controls.ts';
import { sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const blocks = deviceCodeBlocks(posture);
  const enforced = blocks.filter(({ state }) => state === 'enabled');
  const uncovered = usersNotCovered(posture, enforced);
  const evidence = {
    policies: blocks.map(({ name, state }) => ({ name, state })),
    notBlocked: sampleOf(uncovered.map(({ upn }) => upn)),
  };
  const details = { evidence, usersAffected: uncovered.length };
  if (enforced.length > 0 && uncovered.length === 0) {
    return tenantVerdict(
      posture,
      'pass',
      sentence('blocked', { policies: enforced.length, names: enforced.map(({ name }) => name) }),
      details,
    );
  }
  if (enforced.some(({ include }) => include.everyone)) {
    return tenantVerdict(
      posture,
      'warn',
      sentence('left-out', { users: uncovered.length, names: sampleOfUsers(uncovered) }),
      details,
    );
  }
  return blocks.some(({ state, include }) => state === 'report-only' && include.everyone)
    ? tenantVerdict(posture, 'warn', sentence('report-only'), details)
    : tenantVerdict(posture, 'fail', sentence('not-blocked'), details);
};

export const deviceCodeBlocked = defineFinding({
  id: 'conditional-access.device-code-blocked',
  version: 1,
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
      'Counts enabled Conditional Access policies with the authentication flow _Device code flow_ that block access to every application and have no other condition. Policies add up: each user whose MFA counts must be blocked. Break-glass accounts may be excluded.',
    ],
    verdicts: {
      pass: 'all users are blocked',
      warn: 'a policy for all users excludes some; or the only such policy is report-only',
      fail: 'no such policy',
      'not-applicable': 'no Entra ID P1',
      unknown: 'users, directory roles or policies could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.2.12'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-block-authentication-flows'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'conditional-access'],
  consults: ['role-schedules', 'mailbox-settings'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence],
  judge,
});
