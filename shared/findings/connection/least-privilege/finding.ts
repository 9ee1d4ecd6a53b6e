import { isWriteScope } from '#shared/posture/connection-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { connectionSentence } from '../connection-sentences.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] => {
  const { connection } = posture;
  if (connection === undefined) return tenantVerdict(posture, 'unknown', connectionSentence('missing'));
  const subject = { kind: 'connection', id: connection.connectionId, name: connection.name } as const;
  const { grantedScopes, credential } = connection;
  if (credential.state !== 'valid') return [{ subject, verdict: 'unknown', ...sentence('not-known') }];
  if (grantedScopes.length === 0)
    return [{ subject, verdict: 'pass', ...sentence('none'), evidence: { grantedScopes } }];
  const writing = grantedScopes.filter(isWriteScope);
  const evidence = { grantedScopes, writing };
  return writing.length === 0
    ? [
        {
          subject,
          verdict: 'pass',
          ...sentence('read-only', { permissions: grantedScopes.length }),
          evidence,
        },
      ]
    : [{ subject, verdict: 'fail', ...sentence('writes', { permissions: writing }), evidence }];
};

export const leastPrivilege = defineFinding({
  id: 'connection.least-privilege',
  version: 2,
  title: 'The application of this connection may change nothing',
  problem: 'Connection app holds write permissions',
  subject: 'connection',
  severity: { fail: 'high' },
  why: 'This product only reads. A permission to write is of no use to it, and whoever steals the credential could use it to change the tenant or send mail in the name of its people.',
  action:
    'In the Entra admin center, Entra ID, Enterprise apps, the application, Permissions: revoke every permission that writes.',
  impact:
    'Nothing here: a permission to read must take the place of each one that both reads and writes. Other programs that share the application lose what is revoked.',
  criteria: {
    intro: [
      'The permissions are in the last token. A permission writes when it has `ReadWrite`, `Write`, `Send`, `Manage`, `FullControl` or `ManageAsApp` as a whole word between dots, or is `full_access_as_app`; `DeviceManagementManagedDevices.Read.All` does not.',
    ],
    verdicts: { pass: 'no permission writes', fail: 'a permission writes', unknown: 'there was no token' },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/graph/permissions-reference'],
  requires: [],
  sentences: [sentence, connectionSentence],
  judge,
});
