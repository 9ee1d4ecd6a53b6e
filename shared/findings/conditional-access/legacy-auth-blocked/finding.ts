import {
  type LegacyBlock,
  legacyBlocks,
  legacyClients,
  usersWithLegacyAccess,
} from '#shared/posture/conditional-access/legacy-authentication.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { mfaDenominator, sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const isFor = (state: string) => (block: LegacyBlock) => block.policy.state === state;

const judge = (posture: Posture): readonly Judgment[] => {
  if (posture.state('security-defaults').state === 'ok' && securityDefaultsOn(posture) === true) {
    return tenantVerdict(posture, 'pass', sentence('security-defaults'), { isConclusive: true });
  }
  const unread = unknownReason(posture, ['users', 'directory-roles', 'conditional-access']);
  if (unread !== undefined) return tenantVerdict(posture, 'unknown', unread);
  const blocks = legacyBlocks(posture);
  const enforced = blocks.filter(isFor('enabled'));
  const uncovered = usersWithLegacyAccess(posture, enforced, mfaDenominator(posture));
  const evidence = {
    policies: blocks.map(({ policy, clients }) => ({ name: policy.name, state: policy.state, clients })),
    notBlocked: sampleOf(uncovered.map(({ upn }) => upn)),
  };
  if (enforced.length > 0 && uncovered.length === 0) {
    return tenantVerdict(
      posture,
      'pass',
      sentence('blocked', { policies: enforced.length, names: enforced.map(({ policy }) => policy.name) }),
      {
        evidence,
      },
    );
  }
  const defaultsUnknown = unknownReason(posture, ['security-defaults']);
  if (defaultsUnknown !== undefined) return tenantVerdict(posture, 'unknown', defaultsUnknown);
  const details = { evidence, usersAffected: uncovered.length };
  const forEveryone = enforced.filter(({ policy }) => policy.include.everyone);
  if (forEveryone.length > 0) {
    const missing = legacyClients.filter((client) => !forEveryone.some(({ clients }) => clients.includes(client)));
    const what =
      missing.length > 0
        ? sentence('clients', { clients: missing })
        : sentence('left-out', { users: uncovered.length, names: sampleOfUsers(uncovered) });
    return tenantVerdict(posture, 'warn', what, details);
  }
  return blocks.some((block) => isFor('report-only')(block) && block.policy.include.everyone)
    ? tenantVerdict(posture, 'warn', sentence('report-only'), details)
    : tenantVerdict(posture, 'fail', sentence('not-blocked'), details);
};

export const legacyAuthBlocked = defineFinding({
  id: 'conditional-access.legacy-auth-blocked',
  version: 1,
  title: 'Legacy authentication is blocked for every user',
  problem: 'Legacy authentication is not blocked',
  subject: 'tenant',
  severity: { fail: 'high', warn: 'medium' },
  why: 'Old mail protocols and old Office clients cannot ask for a second factor. Attackers spray passwords at exactly these doors, because multi-factor authentication does not stand behind them.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable a policy for all users and all resources with the client apps Exchange ActiveSync clients and Other clients that blocks access. Without Entra ID P1, turn on Security Defaults under Entra ID, Overview, Properties.',
  impact:
    'Scanners and line-of-business applications that fetch or send mail with a password stop working, and so do mail programs from before 2016.',
  criteria: {
    intro: [
      'Security Defaults block it. Otherwise, enabled Conditional Access policies count that block access to every application without exception for the client types `exchangeActiveSync` and `other` (or `all`), without a condition on risk, location, platform, device or flow. Policies add up: each user whose MFA counts must be blocked with both client types. Break-glass accounts may be excluded.',
    ],
    verdicts: {
      pass: 'Security Defaults are on, or all users are blocked with both client types',
      warn: 'a policy for all users blocks only one of the two client types, or excludes some; or the only such policy is report-only',
      fail: 'no such policy, also when the tenant has no plan for Conditional Access and Security Defaults are off',
      unknown: 'Security Defaults are not known to be on, and policies, users or directory roles could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.2.3', 'MS.AAD.1.1v1'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication'],
  requires: [],
  consults: ['security-defaults', 'conditional-access', 'users', 'directory-roles'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence],
  judge,
});
