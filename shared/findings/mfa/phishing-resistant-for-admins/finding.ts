import { userResistance } from '#shared/posture/conditional-access/phishing-resistance.ts';
import { highlyPrivilegedDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, sampleOf, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const admins = highlyPrivilegedDenominator(posture);
  if (admins.length === 0) return tenantVerdict(posture, 'not-applicable', sentence('nobody'));
  const requirements = admins.map((user) => ({ user, ...userResistance(posture, user) }));
  const requiredBy = (by: string) => requirements.filter((each) => each.by === by);
  const [builtIn, custom, none] = [requiredBy('built-in'), requiredBy('custom'), requiredBy('none')];
  const evidence = {
    of: admins.length,
    byBuiltInStrength: builtIn.length,
    byCustomStrength: custom.length,
    without: sampleOf(none.map(({ user }) => user.upn)),
    policies: [...new Set(requirements.flatMap(({ policies }) => policies.map(({ name }) => name)))],
  };
  const details = { evidence, usersAffected: none.length };
  if (none.length === admins.length) {
    return tenantVerdict(posture, 'fail', sentence('none'), details);
  }
  if (none.length > 0) {
    const required = admins.length - none.length;
    return tenantVerdict(posture, 'warn', sentence('some', { required, of: admins.length }), details);
  }
  return tenantVerdict(posture, 'pass', sentence('all', { of: admins.length }), details);
};

export const phishingResistantForAdmins = defineFinding({
  id: 'mfa.phishing-resistant-for-admins',
  version: 1,
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
      "Judges members who hold or are eligible for a tier-0 or tier-1 role, without break-glass accounts. A policy for a role counts for whoever may activate the role, because it applies from the activation on. For each, counts the policies that enforce MFA without an alternative (see [Every user must use multi-factor authentication](../enforced-for-all-users/README.md)) and require Microsoft's strength _Phishing-resistant MFA_ (by its id), or a custom strength that allows only FIDO2, Windows Hello for Business and multi-factor certificates.",
    ],
    verdicts: {
      pass: 'one of these strengths is required of all',
      warn: 'required of some only',
      fail: 'required of none',
      'not-applicable': 'no Entra ID P1, or no such administrator',
      unknown: 'users, roles or policies could not be read',
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
