import { tallyClaim } from '#shared/posture/conditional-access/claims-of-people.ts';
import { highlyPrivilegedDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const admins = highlyPrivilegedDenominator(posture);
  const { proved, open, unknown, closedBy } = tallyClaim(posture, 'phishing-resistant-admins', admins);
  // Without schedules somebody may be missing who can become an administrator.
  const incomplete = open.length === 0 ? unknownReason(posture, ['role-schedules']) : undefined;
  if (incomplete !== undefined) return tenantVerdict(posture, 'unknown', incomplete);
  if (admins.length === 0) return tenantVerdict(posture, 'not-applicable', sentence('nobody'));
  const evidence = {
    of: admins.length,
    required: proved.length,
    without: sampleOf(open.map(({ upn }) => upn)),
    notKnown: sampleOf(unknown.map(({ upn }) => upn)),
    policies: closedBy.map(({ name }) => name),
  };
  const details = { evidence, usersAffected: open.length };
  const isUncertain = unknown.length > 0 && (open.length === 0 || proved.length === 0);
  if (isUncertain) {
    return tenantVerdict(
      posture,
      'unknown',
      sentence('unknown', { unknown: unknown.length, of: admins.length }),
      details,
    );
  }
  if (open.length === 0) return tenantVerdict(posture, 'pass', sentence('all', { of: admins.length }), details);
  return proved.length === 0
    ? tenantVerdict(posture, 'fail', sentence('none'), details)
    : tenantVerdict(posture, 'warn', sentence('some', { required: proved.length, of: admins.length }), details);
};

export const phishingResistantForAdmins = defineFinding({
  id: 'mfa.phishing-resistant-for-admins',
  version: 2,
  title: 'Every administrator must sign in with a phishing-resistant method',
  problem: 'Administrators are not required to use phishing-resistant sign-in',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A code or a push can be relayed: a look-alike page asks for it and passes it on. Security keys, passkeys, Windows Hello and certificates are bound to the real site, so that what is stolen from an administrator opens nothing.',
  action:
    'In the Entra admin center, Entra ID, Conditional Access: enable a policy for all directory roles of administrators and all resources that requires the authentication strength Phishing-resistant MFA.',
  impact:
    'Administrators who have registered no security key, passkey, Windows Hello or certificate are locked out until they have; register those first, and leave out the two emergency accounts.',
  criteria: {
    intro: [
      'Judges members who hold or are eligible for a tier-0 or tier-1 role, without break-glass accounts. A policy for a role counts for whoever may activate the role, because it applies from the activation on. For each, it must be proved that nothing but a phishing-resistant strength lets an administrator in to any application (claim `phishing-resistant-admins`, see docs/coverage.md): FIDO2, Windows Hello for Business and multi-factor certificates alone. Policies add up.',
    ],
    verdicts: {
      pass: 'one of these strengths is required of all',
      warn: 'required of some only',
      fail: 'required of none',
      'not-applicable': 'no Entra ID P1, or no such administrator',
      unknown:
        'users, roles or policies could not be read; or it would pass, but who may activate a role could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.2.5', 'MS.AAD.3.6v1'],
  sources: ['https://learn.microsoft.com/entra/identity/conditional-access/policy-admin-phish-resistant-mfa'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles', 'conditional-access'],
  consults: ['role-schedules', 'mailbox-settings'],
  provesAbsenceIn: ['conditional-access'],
  sentences: [sentence],
  judge,
});
