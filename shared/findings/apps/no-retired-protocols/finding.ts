import { enabledApps, isConnectionApp } from '#shared/posture/apps.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type App = ReturnType<typeof enabledApps>[number];

/** Office 365 Exchange Online. The id is the same in every tenant. */
const exchangeOnline = '00000002-0000-0ff1-ce00-000000000000';

/**
 * The permissions for Exchange Web Services: for the application itself, and for the mailbox of who is signed in.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth
 */
const ewsPermissions: ReadonlySet<string> = new Set(['full_access_as_app', 'EWS.AccessAsUser.All']);

const ewsPermissionsOf = ({ application, delegated }: App): readonly string[] => [
  ...new Set(
    [...application, ...delegated].flatMap(({ resourceAppId, permission }) =>
      resourceAppId === exchangeOnline && permission !== null && ewsPermissions.has(permission) ? [permission] : [],
    ),
  ),
];

const judgeApp = (app: App): Judgment => {
  const { appId, principalId: servicePrincipalId, name } = app;
  const subject = { kind: 'app', id: appId, name } as const;
  const permissions = ewsPermissionsOf(app);
  const base = { subject, evidence: { servicePrincipalId, permissions } } as const;
  return permissions.length === 0
    ? { ...base, verdict: 'pass', ...sentence('none', { app: subject }) }
    : { ...base, verdict: 'fail', ...sentence('ews', { app: subject, permissions }) };
};

const judge = (posture: Posture): readonly Judgment[] =>
  enabledApps(posture)
    .filter(({ appId }) => !isConnectionApp(posture, appId))
    .map(judgeApp);

export const noRetiredProtocols = defineFinding({
  id: 'apps.no-retired-protocols',
  version: 1,
  title: 'No application needs Exchange Web Services',
  problem: 'App relies on Exchange Web Services, which Microsoft is ending',
  subject: 'app',
  severity: { fail: 'medium' },
  why: 'Microsoft has turned off Exchange Web Services since October 2026 except where a tenant allows an application, and ends the protocol in April 2027. A backup or a scanner that relies on it stops, often without a message; its permission, which reaches whole mailboxes, stays.',
  action:
    'Ask the supplier of the application for a version that uses Microsoft Graph; then, in the Entra admin center, Entra ID, Enterprise apps, the application, Permissions, revoke the permission for Exchange Web Services.',
  impact: 'What the application still does through Exchange Web Services stops when the permission is revoked.',
  criteria: {
    intro: [
      'One verdict for each enabled application with permissions that Microsoft does not own. Permissions of Office 365 Exchange Online count, for the application and delegated for all users. The application of this connection is excluded.',
    ],
    verdicts: {
      pass: 'neither of the permissions below',
      fail: '`full_access_as_app` or `EWS.AccessAsUser.All`',
      unknown: 'applications could not be read',
    },
    notes: [
      'Whether the tenant allows the application until April 2027 cannot be read with the permissions of the product, and does not change the verdict.',
      'A consent that a user gave only for themselves is not read.',
    ],
  },
  remediation,
  references: [],
  sources: [
    'https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/deprecation-of-ews-exchange-online',
  ],
  requires: ['app-grants'],
  sentences: [sentence],
  judge,
});
