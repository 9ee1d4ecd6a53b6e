import { riskyApps } from '#shared/posture/apps.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judgeApps = (posture: Posture): readonly Judgment[] =>
  riskyApps(posture).map(({ appId, servicePrincipalId, name, takeoverPermissions, tenantWidePermissions, roles }) => {
    const subject = { kind: 'app', id: appId, name } as const;
    const base = {
      subject,
      evidence: { servicePrincipalId, takeoverPermissions, tenantWidePermissions, roles },
      fingerprints: [{ kind: 'app', value: appId, name }],
    } as const;
    const takeOverGrants = [...takeoverPermissions, ...roles];
    if (takeOverGrants.length > 0) {
      return { ...base, verdict: 'fail', ...sentence('takeover', { app: subject, grants: takeOverGrants }) };
    }
    return tenantWidePermissions.length > 0
      ? {
          ...base,
          verdict: 'warn',
          ...sentence('tenant-wide', { app: subject, permissions: tenantWidePermissions }),
        }
      : { subject, verdict: 'pass', ...sentence('harmless', { app: subject }), evidence: base.evidence };
  });

/** An application that holds an administrator role appears only in `directory-roles`. */
const judge = (posture: Posture): readonly Judgment[] => {
  const unread = unknownReason(posture, ['directory-roles']);
  return unread === undefined
    ? judgeApps(posture)
    : [...judgeApps(posture), ...tenantVerdict(posture, 'unknown', unread)];
};

export const noHighRiskGrants = defineFinding({
  id: 'apps.no-high-risk-grants',
  version: 1,
  title: 'No application of others can take over the tenant or read everything',
  problem: 'App holds permissions that put the tenant or its data at risk',
  subject: 'app',
  severity: { fail: 'critical', warn: 'high' },
  why: 'An application acts day and night without anybody signing in. What a supplier holds permission for, whoever breaks into the supplier holds too: every mailbox, or the whole tenant.',
  action:
    'In the Entra admin center, Entra ID, Enterprise apps: open the application, Permissions, and revoke what it does not need; if nobody knows it, disable it.',
  impact:
    'What the application does with the permission stops. Ask its owner and the supplier first, unless nobody knows it.',
  criteria: {
    intro: [
      'One verdict for each enabled application that belongs neither to the tenant nor to Microsoft, and for every application that holds a tier-0 role. The application of this connection is excluded. Application permissions count, and delegated permissions that were consented to for all users.',
    ],
    verdicts: {
      pass: 'none of the permissions below',
      warn: 'a permission on mail, files or sites (`Mail.*`, `Files.*`, `Sites.*`) that is not limited to selected ones',
      fail: '`RoleManagement.ReadWrite.Directory`, `AppRoleAssignment.ReadWrite.All`, `Application.ReadWrite.All`, `Directory.ReadWrite.All`, `full_access_as_app`, `UserAuthenticationMethod.ReadWrite.All` or `Policy.ReadWrite.ConditionalAccess`; or such a role',
      unknown:
        'applications could not be read; or directory roles could not be read, beside the applications already found',
    },
  },
  remediation,
  references: ['MT.1050'],
  sources: ['https://learn.microsoft.com/entra/identity/enterprise-apps/manage-application-permissions'],
  requires: ['app-grants'],
  consults: ['directory-roles'],
  sentences: [sentence],
  judge,
});
