import { type ClaimTally, tallyClaim } from '#shared/posture/conditional-access/claims-of-people.ts';
import {
  type LegacyBlock,
  legacyBlocks,
  legacyClients,
} from '#shared/posture/conditional-access/legacy-authentication.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { mfaDenominator, sampleOfUsers } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { claimSentence } from '../claim-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const isFor = (state: string) => (block: LegacyBlock) => block.policy.state === state;

/** Why somebody is not blocked: a client that no policy for everybody blocks, people who are left out, or nothing. */
const verdictOfOpen = ({ proved, open, closedBy }: ClaimTally, blocks: readonly LegacyBlock[]) => {
  const enforced = blocks.filter(isFor('enabled'));
  const forEveryone = enforced.filter(({ policy }) => policy.include.everyone);
  const missing = legacyClients.filter((client) => !forEveryone.some(({ clients }) => clients.includes(client)));
  if (proved.length === 0 && forEveryone.length > 0 && missing.length > 0) {
    return { verdict: 'warn', what: sentence('clients', { clients: missing }) } as const;
  }
  if (forEveryone.length > 0 || closedBy.some(({ include }) => include.everyone)) {
    const names = sampleOfUsers(open);
    return { verdict: 'warn', what: sentence('left-out', { users: open.length, names }) } as const;
  }
  return blocks.some((block) => isFor('report-only')(block) && block.policy.include.everyone)
    ? ({ verdict: 'warn', what: sentence('report-only') } as const)
    : ({ verdict: 'fail', what: sentence('not-blocked') } as const);
};

const judgePolicies = (posture: Posture): readonly Judgment[] => {
  const blocks = legacyBlocks(posture);
  const tally = tallyClaim(posture, 'legacy-blocked', mfaDenominator(posture));
  const { open, unknown, closedBy } = tally;
  const enforced = blocks.filter(isFor('enabled')).map(({ policy }) => policy);
  const closing = [...new Set([...enforced, ...closedBy])];
  const evidence = {
    policies: blocks.map(({ policy, clients }) => ({ name: policy.name, state: policy.state, clients })),
    closedBy: closing.map(({ name }) => name),
    notBlocked: sampleOf(open.map(({ upn }) => upn)),
    notKnown: sampleOf(unknown.map(({ upn }) => upn)),
  };
  if (open.length + unknown.length === 0 && closing.length > 0) {
    const names = closing.map(({ name }) => name);
    return tenantVerdict(posture, 'pass', sentence('blocked', { policies: names.length, names }), { evidence });
  }
  const defaultsUnknown = unknownReason(posture, ['security-defaults']);
  if (defaultsUnknown !== undefined) return tenantVerdict(posture, 'unknown', defaultsUnknown);
  const details = { evidence, usersAffected: open.length };
  if (open.length === 0 && unknown.length > 0) {
    const names = sampleOfUsers(unknown);
    const what = claimSentence('unknown', { claim: 'legacy-blocked', users: unknown.length, names });
    return tenantVerdict(posture, 'unknown', what, details);
  }
  const { verdict, what } = verdictOfOpen(tally, blocks);
  return tenantVerdict(posture, verdict, what, details);
};

const judge = (posture: Posture): readonly Judgment[] => {
  if (posture.state('security-defaults').state === 'ok' && securityDefaultsOn(posture) === true) {
    return tenantVerdict(posture, 'pass', sentence('security-defaults'), { isConclusive: true });
  }
  const unread = unknownReason(posture, ['users', 'directory-roles', 'conditional-access']);
  return unread === undefined ? judgePolicies(posture) : tenantVerdict(posture, 'unknown', unread);
};

export const legacyAuthBlocked = defineFinding({
  id: 'conditional-access.legacy-auth-blocked',
  version: 2,
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
      'Security Defaults block it. Otherwise it must be proved for each user whose MFA counts that Conditional Access blocks every sign-in to every application with the client types `exchangeActiveSync` and `other` (claim `legacy-blocked`, see docs/coverage.md). Policies add up. A policy that asks such a client for a control blocks it, because it can show none; Exchange ActiveSync can show a compliant device. Break-glass accounts may be excluded.',
    ],
    verdicts: {
      pass: 'Security Defaults are on, or all users are blocked with both client types',
      warn: 'a policy for all users blocks only one of the two client types, or leaves some users out; or the only such policy is report-only',
      fail: 'no policy for all users blocks it, also when the tenant has no plan for Conditional Access and Security Defaults are off',
      unknown: 'Security Defaults are not known to be on, and policies, users or directory roles could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.2.3', 'MS.AAD.1.1v1'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-block-legacy-authentication'],
  requires: [],
  consults: ['security-defaults', 'conditional-access', 'users', 'directory-roles', 'role-schedules'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence, claimSentence],
  judge,
});
