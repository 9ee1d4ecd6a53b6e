import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'authorization' }>;

const judgeSetting = ({ guestRole }: Policy): SettingVerdict => {
  const evidence = { guestRole };
  switch (guestRole) {
    case 'restricted':
      return { verdict: 'pass', ...sentence('restricted'), evidence };
    case 'guest':
      return { verdict: 'warn', ...sentence('guest'), evidence };
    case 'member':
      return { verdict: 'fail', ...sentence('member'), evidence };
    case 'unknown':
      return { verdict: 'unknown', ...sentence('unknown-state'), evidence };
  }
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'authorization', judgeSetting);

export const accessRestricted = defineFinding({
  id: 'guests.access-restricted',
  version: 1,
  title: 'Guests see nothing of the directory but themselves',
  problem: 'Guests can see more of the directory than their own profile',
  subject: 'tenant',
  severity: { fail: 'medium', warn: 'low' },
  why: 'A guest account that is taken over becomes a spy: names, groups and owners of a company are what a convincing fraud is written with.',
  action:
    'In the Entra admin center, Entra ID, External Identities, External collaboration settings: restrict guest user access to properties and memberships of their own directory objects.',
  impact:
    'Guests no longer see who else is in a group or team; in some programs they find people by the full address alone.',
  criteria: {
    intro: ['Read from `guestUserRoleId`, whose values are the same in every tenant.'],
    verdicts: {
      pass: 'restricted to their own objects',
      warn: "limited access, Microsoft's default",
      fail: 'the same access as members',
      unknown: 'the policy could not be read, or has another role',
    },
  },
  remediation,
  references: ['CIS 5.1.6.2'],
  sources: ['https://learn.microsoft.com/entra/identity/users/users-restrict-guest-permissions'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
