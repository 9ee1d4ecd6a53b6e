import { appRegistrations } from '#shared/posture/apps.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const dayMilliseconds = 24 * 3600 * 1000;
const [urgentDays, soonDays, longestDays] = [7, 30, 180];

type Registration = ReturnType<typeof appRegistrations>[number];

const judgeRegistration = ({ appId, name, credentials }: Registration, now: Date): Judgment => {
  const withLifetimes = credentials.map((credential) => {
    const { kind, startsAt, endsAt } = credential;
    const leftDays = (Date.parse(endsAt) - now.getTime()) / dayMilliseconds;
    const lifeDays = startsAt === null ? null : (Date.parse(endsAt) - Date.parse(startsAt)) / dayMilliseconds;
    return { ...credential, leftDays, isLongLived: kind === 'secret' && lifeDays !== null && lifeDays > longestDays };
  });
  const app = { kind: 'app', id: appId, name } as const;
  const base = { subject: app, evidence: { credentials } } as const;
  const ended = withLifetimes.find(({ leftDays }) => leftDays < 0);
  if (ended !== undefined) {
    const { kind, endsAt } = ended;
    return { ...base, verdict: 'fail', ...sentence('expired', { kind, app, on: endsAt.slice(0, 10) }) };
  }
  const ending = withLifetimes.toSorted((one, other) => one.leftDays - other.leftDays)[0];
  if (ending !== undefined && ending.leftDays <= soonDays) {
    const verdict = ending.leftDays <= urgentDays ? 'fail' : 'warn';
    const { kind, endsAt } = ending;
    return { ...base, verdict, ...sentence('expiring', { kind, app, on: endsAt.slice(0, 10) }) };
  }
  return withLifetimes.some(({ isLongLived }) => isLongLived)
    ? { ...base, verdict: 'warn', ...sentence('long-lived', { app, days: longestDays }) }
    : { ...base, verdict: 'pass', ...sentence('short-lived', { app }) };
};

const judge = (posture: Posture): readonly Judgment[] =>
  appRegistrations(posture)
    .filter(({ credentials }) => credentials.length > 0)
    .map((registration) => judgeRegistration(registration, posture.now));

export const credentialsShortLived = defineFinding({
  id: 'apps.credentials-short-lived',
  version: 1,
  title: 'Credentials of applications are short-lived and renewed in time',
  problem: 'App secret or certificate is expired, expiring, or long-lived',
  subject: 'app',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A secret that lives for years is copied into scripts, mails and backups, and somebody finds it. One that ends unnoticed stops whatever the application does.',
  action:
    'In the Entra admin center, Entra ID, App registrations: open the application, Certificates & secrets, and replace the credential by a certificate, or by a secret for at most 180 days.',
  impact: 'Whatever signs in with the old credential stops when it is deleted: put the new one in place first.',
  criteria: {
    intro: [
      'One verdict for each application that is registered in the tenant and has credentials. The application of this connection is excluded: it has its own finding.',
    ],
    verdicts: {
      pass: 'each credential is valid for more than 30 days, and no secret lives longer than 180 days',
      warn: 'a credential ends within 30 days; or a secret (not a certificate) lives longer than 180 days',
      fail: 'a credential has ended, or ends within 7 days',
      unknown: 'applications could not be read',
    },
  },
  remediation,
  references: ['MS.AAD.5.6v1'],
  sources: ['https://learn.microsoft.com/entra/identity-platform/security-best-practices-for-app-registration'],
  requires: ['app-grants'],
  sentences: [sentence],
  judge,
});
