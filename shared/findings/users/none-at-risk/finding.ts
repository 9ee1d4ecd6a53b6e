import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { defineFinding, type Judgment } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

const judge = (posture: Posture): readonly Judgment[] =>
  posture.facts('risky-users').flatMap(({ userId, upn, level, state, detail, updatedAt }): Judgment[] => {
    if (level === 'hidden' || level === 'none') return [];
    const name = posture.facts('users').find((user) => user.userId === userId)?.displayName ?? upn;
    const confirmed = state === 'confirmedCompromised';
    return [
      {
        subject: { kind: 'user', id: userId, name: name ?? userId },
        verdict: level === 'unknown' ? 'unknown' : level === 'high' ? 'fail' : 'warn',
        ...sentence('at-risk', { user: { kind: 'user', id: userId, name }, level, confirmed }),
        privileged: tierOf(posture, userId) !== undefined,
        usersAffected: 1,
        evidence: { upn, level, state, detail, updatedAt },
      },
    ];
  });

export const noneAtRisk = defineFinding({
  id: 'users.none-at-risk',
  version: 1,
  title: 'Microsoft holds nobody to be at risk',
  problem: 'Microsoft reports this user as at risk',
  subject: 'user',
  severity: { fail: 'high', warn: 'medium' },
  threat: true,
  why: 'Microsoft has seen the password of this person for sale, or sign-ins that cannot be theirs. Until somebody looks, whoever it is goes in and out.',
  action:
    'In the Entra admin center, ID Protection, Risky users: confirm that the account is compromised or safe; reset the password and revoke the sessions.',
  impact: 'The person signs in again everywhere with a new password.',
  criteria: {
    intro: [
      'One verdict for each account that Microsoft considers at risk, or that an administrator confirmed as compromised.',
    ],
    verdicts: {
      pass: 'no such account',
      warn: 'medium or low risk',
      fail: 'high risk',
      'not-applicable': 'no Entra ID P2',
      unknown: 'risky users could not be read, or the risk level has an unknown value',
    },
  },
  remediation,
  references: [],
  sources: ['https://learn.microsoft.com/entra/id-protection/howto-identity-protection-remediate-unblock'],
  plans: ['AAD_PREMIUM_P2'],
  resolvedReasonWhenAbsent: 'fixed',
  requires: ['risky-users'],
  consults: ['users', 'directory-roles', 'role-schedules'],
  sentences: [sentence],
  judge,
});
