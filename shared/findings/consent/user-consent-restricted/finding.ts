import { judgeDirectoryPolicy, type SettingVerdict } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

/** The prefix of consent by users. Entries with another prefix are for owners of groups and teams. */
const own = 'managepermissiongrantsforself.';

const judgeSetting = ({ grantPolicies }: Policy): SettingVerdict => {
  const policies = grantPolicies.filter((name) => name.toLowerCase().startsWith(own));
  const evidence = { policies };
  if (policies.length === 0) return { verdict: 'pass', ...sentence('none'), evidence };
  return policies.some((name) => name.toLowerCase().endsWith('-legacy'))
    ? { verdict: 'fail', ...sentence('any'), evidence }
    : { verdict: 'warn', ...sentence('some'), evidence };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const userConsentRestricted = defineFinding({
  id: 'consent.user-consent-restricted',
  version: 1,
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
      warn: "Microsoft's policy for low-risk permissions, or a custom one of the tenant",
      fail: 'the policy with the suffix `-legacy`, which allows any application',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.1.5.1'],
  sources: ['https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
