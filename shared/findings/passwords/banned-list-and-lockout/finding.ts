import { judgeDirectoryPolicy } from '#shared/findings/directory/directory-policy-judgment.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import { defineFinding, type SettingVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

type Policy = Extract<DirectoryPolicy, { kind: 'password-rules' }>;

/** Microsoft's recommended values and defaults. */
const [mostAttempts, fewestSeconds] = [10, 60];

const judgeSetting = (rules: Policy): SettingVerdict => {
  const { configured, bannedListOn, bannedWords, lockoutThreshold, lockoutSeconds } = rules;
  const evidence = { configured, bannedListOn, bannedWords, lockoutThreshold, lockoutSeconds };
  if (!configured) return { verdict: 'warn', ...sentence('not-set'), evidence };
  const words = bannedWords ?? 0;
  const hasList = bannedListOn === true && words > 0;
  const locksInTime =
    lockoutThreshold !== null &&
    lockoutThreshold <= mostAttempts &&
    lockoutSeconds !== null &&
    lockoutSeconds >= fewestSeconds;
  return hasList && locksInTime
    ? { verdict: 'pass', ...sentence('strong', { words }), evidence }
    : {
        verdict: 'warn',
        ...sentence('weak', { hasList, attempts: lockoutThreshold, seconds: lockoutSeconds }),
        evidence,
      };
};

const judge = (posture: Posture) => judgeDirectoryPolicy(posture, 'password-rules', judgeSetting);

export const bannedListAndLockout = defineFinding({
  id: 'passwords.banned-list-and-lockout',
  version: 1,
  title: 'Words of the company are banned from passwords, and guessing is stopped',
  problem: 'Custom banned passwords or smart lockout are not set',
  subject: 'tenant',
  severity: { warn: 'low' },
  why: 'The first guesses at a password are the name of the company, its town and the year. Microsoft bans common words by itself, but not yours.',
  action:
    'In the Entra admin center, Entra ID, Authentication methods, Password protection: enforce a custom list with the names of the company, its places and products; lock out after at most 10 attempts for at least 60 seconds.',
  impact: 'Passwords that are set stay; the next change is held to the list.',
  criteria: {
    intro: [
      'Read from the directory settings _Password Rule Settings_. The number of banned words is stored, not the words.',
    ],
    verdicts: {
      pass: 'the custom list is on and not empty, at most 10 attempts, at least 60 seconds',
      warn: 'one of these differs, or was never set',
      'not-applicable': 'no Entra ID P1',
      unknown: 'the policy could not be read',
    },
  },
  remediation,
  references: ['CIS 5.2.3.2'],
  sources: ['https://learn.microsoft.com/entra/identity/authentication/concept-password-ban-bad'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['directory-policies'],
  sentences: [sentence],
  judge,
});
