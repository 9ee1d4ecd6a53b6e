import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeDirectoryPolicy } from '../directory-policy-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ usersMayCreateApps }: Policy): SettingVerdict =>
  usersMayCreateApps ? { verdict: 'fail', ...sentence('allowed') } : { verdict: 'pass', ...sentence('administrators') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const usersCannotRegisterApps = defineFinding({
  id: 'directory.users-cannot-register-apps',
  version: 1,
  title: 'Only administrators register applications',
  problem: 'Any user can register applications',
  subject: 'tenant',
  severity: { fail: 'medium' },
  why: 'An application that anybody registered belongs to nobody. Attackers register one from a stolen account to keep a way in that outlives the password.',
  action: 'In the Entra admin center, Entra ID, Users, User settings: set Users can register applications to No.',
  impact: 'Developers have to ask, or be given the role Application Developer.',
  criteria: {
    verdicts: { pass: '`allowedToCreateApps` is off', fail: 'it is on', unknown: 'the policy could not be read' },
  },
  remediation,
  references: ['CIS 5.1.2.2'],
  sources: ['https://learn.microsoft.com/entra/identity/role-based-access-control/delegate-app-roles'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
