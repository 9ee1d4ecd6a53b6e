import { abusedAppOf, abusedAppsSource, rogueMarksOf } from '#shared/kernel/rogue-apps.ts';
import { enabledApps } from '#shared/posture/apps.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type App = ReturnType<typeof enabledApps>[number];

const judgeApp = (app: App): Judgment => {
  const { appId, principalId: servicePrincipalId, name } = app;
  const subject = { kind: 'app', id: appId, name } as const;
  const fingerprints = [{ kind: 'app', value: appId, name }] as const;
  const listed = abusedAppOf(appId);
  if (listed !== undefined) {
    return {
      subject,
      verdict: 'fail',
      ...sentence('listed', { app: subject, listedAs: listed.name }),
      evidence: { servicePrincipalId, listedAs: listed.name, source: abusedAppsSource },
      fingerprints,
    };
  }
  const marks = rogueMarksOf(app);
  const [replyUrl] = marks?.replyUrls ?? [];
  if (marks === undefined || replyUrl === undefined) {
    return { subject, verdict: 'pass', ...sentence('not-listed', { app: subject }), evidence: { servicePrincipalId } };
  }
  return {
    subject,
    verdict: 'warn',
    ...sentence('marked', { app: subject, mark: marks.name, replyUrl }),
    evidence: { servicePrincipalId, replyUrls: marks.replyUrls },
    fingerprints,
  };
};

const judge = (posture: Posture): readonly Judgment[] => enabledApps(posture).map(judgeApp);

export const noneKnownRogue = defineFinding({
  id: 'apps.none-known-rogue',
  version: 1,
  title: 'No application that attackers are known to use is in the tenant',
  problem: 'App that attackers are known to use',
  subject: 'app',
  severity: { fail: 'critical', warn: 'high' },
  threat: 'fail',
  why: 'After a stolen sign-in, attackers consent to a program that copies the mailbox or the files. It keeps its access when the password is changed, and nobody sees it in the mailbox.',
  action:
    'In the Entra admin center, Entra ID, Enterprise apps: open the application, Properties, and set "Enabled for users to sign-in?" to No; then find out who consented to it and what it read.',
  impact: 'Whoever uses the program for work can no longer sign in to it. Ask before you delete its consents.',
  criteria: {
    intro: [
      `One verdict for each enabled application with permissions that Microsoft does not own, and for each one that is on the list or has both marks. The list: <${abusedAppsSource.url}>, last changed in ${abusedAppsSource.changedIn}, read on ${abusedAppsSource.readOn}.`,
    ],
    verdicts: {
      pass: 'not on the list, and at most one of the marks',
      warn: "both marks: a name like a user's sign-in name, or without a letter; and a reply URL on the computer itself (`localhost`, `127.0.0.1`, `[::1]`) with a port. Not a threat",
      fail: 'the application id is on the list',
      unknown: 'applications could not be read',
    },
    notes: [
      'One mark alone says nothing: most programs for desktop and command line have such a reply URL.',
      'eM Client and rclone have ordinary users as well. Accept the finding for a customer who uses them.',
    ],
  },
  remediation,
  references: ['T1098.003'],
  sources: ['https://learn.microsoft.com/defender-office-365/detect-and-remediate-illicit-consent-grants'],
  requires: ['app-grants'],
  sentences: [sentence],
  judge,
});
