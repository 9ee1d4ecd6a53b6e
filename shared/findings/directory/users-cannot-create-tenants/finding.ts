import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { judgeDirectoryPolicy } from '../directory-policy-judgment.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ usersMayCreateTenants }: Policy): SettingVerdict => {
  if (usersMayCreateTenants === null) return { verdict: 'unknown', ...sentence('unread') };
  return usersMayCreateTenants
    ? { verdict: 'fail', ...sentence('allowed') }
    : { verdict: 'pass', ...sentence('administrators') };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const usersCannotCreateTenants = defineFinding({
  id: 'directory.users-cannot-create-tenants',
  version: 1,
  title: 'People cannot create tenants',
  problem: 'Any user can create new tenants',
  subject: 'tenant',
  severity: { fail: 'medium' },
  why: 'Whoever creates a tenant is its Global Administrator. Data that is moved there is outside every policy of the company and of your own eyes.',
  action:
    'In the Entra admin center, Entra ID, Users, User settings: set Restrict non-admin users from creating tenants to Yes.',
  impact: 'Developers who make test tenants need the role Tenant Creator.',
  criteria: {
    verdicts: {
      pass: '`allowedToCreateTenants` is off',
      fail: 'it is on',
      unknown: 'the policy could not be read, or does not contain the setting',
    },
  },
  remediation,
  references: ['CIS 5.1.2.3'],
  sources: ['https://learn.microsoft.com/entra/fundamentals/users-default-permissions'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
