import { adminsWithoutBreakGlass } from '#shared/posture/admins.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { accountUse } from '#shared/posture/sign-ins.ts';
import { defineFinding, type Judgment, tenantVerdict } from '../../define-finding.ts';
import { remediation } from './remediation.ts';
import { sentence } from './sentences.ts';

/** Days without a successful sign-in after which an account is stale, by tier. */
const staleDays = { 0: 45, 1: 90 } as const;

const judge = (posture: Posture): readonly Judgment[] => {
  const admins = adminsWithoutBreakGlass(posture);
  if (admins.length > 0 && admins.every(({ user }) => user.lastSuccessfulSignInAt === undefined)) {
    return tenantVerdict(posture, 'unknown', sentence('unread'));
  }
  return admins.map(({ user, tier, roles }) => {
    const days = staleDays[tier];
    const use = accountUse(user, days, posture.now);
    const subject = { kind: 'user', id: user.userId, name: displayNameOf(user) } as const;
    const base = {
      subject,
      privileged: true,
      usersAffected: 1,
      evidence: { upn: user.upn, roles, lastSuccessfulSignInAt: user.lastSuccessfulSignInAt ?? null },
    } as const;
    if (!use.known) return { ...base, verdict: 'unknown', ...sentence('not-on-record', { user: subject }) };
    if (!use.isStale) return { ...base, verdict: 'pass', ...sentence('active', { user: subject, days }) };
    return {
      ...base,
      verdict: tier === 0 ? 'fail' : 'warn',
      ...(use.idleDays === null
        ? sentence('never-signed-in', { user: subject, roles })
        : sentence('idle', { user: subject, days: use.idleDays, roles })),
    };
  });
};

export const noneStale = defineFinding({
  id: 'admins.none-stale',
  version: 1,
  title: 'Every administrator account is in use',
  problem: 'Admin account has not signed in for a long time',
  subject: 'user',
  severity: { fail: 'high', warn: 'medium' },
  why: 'Nobody notices when an account that lies unused is taken over. Its password is old, its owner may have left, and it still opens everything.',
  action:
    'In the Entra admin center, Entra ID, Roles & admins: take the role from the account, or delete the account; keep it only if somebody answers for it.',
  impact: 'Rare work that only this account does stops. Ask its owner first.',
  criteria: {
    intro: [
      'One verdict for each enabled member who holds or is eligible for a tier-0 or tier-1 role, directly or through a group. Break-glass accounts are meant to be unused and are excluded. Only successful sign-ins count.',
    ],
    verdicts: {
      pass: 'a sign-in within 45 days (tier 0) or 90 days (tier 1), or a younger account',
      warn: 'a tier-1 administrator without a sign-in for more than 90 days',
      fail: 'a tier-0 administrator without a sign-in for more than 45 days',
      'not-applicable': 'no Entra ID P1, which sign-in activity needs',
      unknown:
        'users, roles or sign-ins could not be read; or there is a recent attempt and no successful sign-in on record, which Microsoft keeps since December 2023',
    },
  },
  remediation,
  references: ['MT.1029'],
  sources: ['https://learn.microsoft.com/entra/identity/monitoring-health/howto-manage-inactive-user-accounts'],
  plans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2'],
  requires: ['users', 'directory-roles'],
  consults: ['role-schedules', 'conditional-access'],
  sentences: [sentence],
  judge,
});
