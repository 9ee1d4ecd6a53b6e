import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ emailVerifiedUsersMayJoin }: Policy): SettingVerdict =>
  emailVerifiedUsersMayJoin ? { verdict: 'fail', ...sentence('allowed') } : { verdict: 'pass', ...sentence('blocked') };

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const noSelfServiceJoin = defineFinding({
  id: 'guests.no-self-service-join',
  version: 1,
  title: 'Nobody joins the tenant by themselves',
  problem: 'Email-verified users can join the tenant on their own',
  subject: 'tenant',
  severity: { fail: 'medium' },
  why: 'With self-service, whoever can read one mail to an address of the company gets an account in its directory, without anybody having made it.',
  action:
    'In Graph Explorer, as a Privileged Role Administrator, send PATCH /policies/authorizationPolicy with allowEmailVerifiedUsersToJoinOrganization set to false.',
  impact: 'People who signed up for trials with their work address cannot join any more; accounts that are there stay.',
  criteria: {
    verdicts: {
      pass: '`allowEmailVerifiedUsersToJoinOrganization` is off',
      fail: 'it is on',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['EIDSCA.AP06'],
  sources: ['https://learn.microsoft.com/entra/identity/users/directory-self-service-signup'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
