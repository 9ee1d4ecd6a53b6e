import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** The value that Graph uses for "never". https://learn.microsoft.com/graph/api/resources/domain */
const never = 2_147_483_647;
/** The period that applies when none is set. */
const documentedDays = 90;

const judge = (posture: Posture): readonly Judgment[] => {
  const domains = posture
    .facts('domains')
    .filter(({ isVerified, authentication }) => isVerified && authentication === 'managed');
  if (domains.length === 0) return tenantVerdict(posture, 'not-applicable', sentence('no-domain'));
  return domains.map(({ name, passwordValidityDays }): Judgment => {
    const subject = { kind: 'domain', id: name, name } as const;
    const evidence = { passwordValidityDays };
    if (passwordValidityDays === never) {
      return { subject, verdict: 'pass', ...sentence('never', { domain: name }), evidence };
    }
    const days = passwordValidityDays ?? documentedDays;
    return {
      subject,
      verdict: 'fail',
      ...sentence('expire', { domain: name, days, isDefault: passwordValidityDays === null }),
      evidence,
    };
  });
};

export const neverExpire = defineFinding({
  id: 'passwords.never-expire',
  version: 1,
  title: 'Passwords of every managed domain never expire',
  problem: 'Passwords in this domain expire',
  subject: 'domain',
  severity: { fail: 'low' },
  why: 'People who must change a password every few weeks take the old one with a new number behind it, and attackers know the pattern. A long password that stays, beside a second factor, is safer.',
  action:
    'In the Microsoft 365 admin center, Settings, Org settings, Security & privacy, Password expiration policy: set passwords to never expire.',
  impact: 'Nothing breaks. A contract or an insurer that still asks for regular changes has to be told.',
  criteria: {
    intro: [
      'One verdict for each verified domain with managed authentication. Federated domains keep their passwords elsewhere and are excluded.',
    ],
    verdicts: {
      pass: 'never (2147483647 days)',
      fail: "any other number of days, or none, which means Microsoft's documented default of 90",
      'not-applicable': 'no such domain',
      unknown: 'domains could not be read',
    },
  },
  remediation,
  references: ['CIS 1.3.1'],
  sources: ['https://learn.microsoft.com/microsoft-365/admin/manage/set-password-expiration-policy'],
  requires: ['domains'],
  sentences: [sentence],
  judge,
});
