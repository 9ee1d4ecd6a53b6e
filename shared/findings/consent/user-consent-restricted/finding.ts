import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

/** The prefix of consent by users. Entries with another prefix are for owners of groups and teams. */
const own = 'managepermissiongrantsforself.';

/**
 * What Microsoft's built-in policies leave to users. Microsoft manages the last two and changes their permissions by
 * itself. https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies
 */
const leftToUsers: Readonly<Record<string, string>> = {
  'microsoft-user-default-low': 'low',
  'microsoft-user-default-recommended': 'recommended',
  'microsoft-user-default-allow-consent-apps': 'mail-programs',
};

const judgeSetting = ({ grantPolicies }: Policy): SettingVerdict => {
  const policies = grantPolicies.filter((name) => name.toLowerCase().startsWith(own));
  const evidence = { policies };
  if (policies.length === 0) return { verdict: 'pass', ...sentence('none'), evidence };
  const names = policies.map((policy) => policy.toLowerCase().slice(own.length));
  return names.some((name) => name.endsWith('-legacy'))
    ? { verdict: 'fail', ...sentence('any'), evidence }
    : { verdict: 'warn', ...sentence('some', { left: names.map((name) => leftToUsers[name] ?? 'custom') }), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const userConsentRestricted = defineFinding({
  id: 'consent.user-consent-restricted',
  version: 2,
  title: 'People cannot give applications access to their data by themselves',
  problem: 'Users can consent to apps on their own',
  subject: 'tenant',
  severity: { fail: 'high', warn: 'medium' },
  why: 'A made-up application asks for the mailbox in a dialog of Microsoft itself. Whoever clicks Accept has handed over the mail without giving away a password, and changing the password takes nothing back.',
  action:
    'In the Entra admin center, Entra ID, Enterprise apps, Consent and permissions, User consent settings: choose Do not allow user consent.',
  impact:
    'People who want a new application have to ask for it: turn on the admin consent workflow first. What was consented to before stays.',
  criteria: {
    intro: [
      'Read from the authorization policy, `permissionGrantPoliciesAssigned`; only entries with the prefix `ManagePermissionGrantsForSelf.` are about consent by users.',
    ],
    verdicts: {
      pass: 'no such entry',
      warn: "Microsoft's policy for low-risk permissions (`microsoft-user-default-low`), one of the two that Microsoft manages, or a custom one of the tenant",
      fail: 'the policy with the suffix `-legacy`, which allows any application',
      unknown: 'the policy could not be read',
    },
    notes: [
      'Microsoft manages `microsoft-user-default-recommended` (every permission that needs no administrator, except those on files, sites, mail, calendars and Teams that Microsoft withholds: 32 of Microsoft Graph since July 2026) and `microsoft-user-default-allow-consent-apps` (mail permissions, for the mail programs that Microsoft lists). Microsoft changes what they allow, without a change by the customer.',
      'Policies add up: what one of them allows, users can consent to.',
    ],
  },
  remediation,
  references: ['CIS 5.1.5.1'],
  sources: [
    'https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent',
    'https://learn.microsoft.com/entra/identity/enterprise-apps/manage-app-consent-policies',
  ],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
