import { addDays, dateOf } from '#shared/kernel/clock.ts';
import { uncoveredByMfa } from '#shared/posture/conditional-access/mfa-policies.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { mailboxesOf } from '#shared/posture/mailboxes.ts';
import { mfaDenominator } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Audience, SurfaceSubject } from '#shared/surfaces/define-surface.ts';

/** A mailbox's purpose is read again after this many days: an account may have become a shared mailbox. */
const purposeAgeDays = 7;

/** The surfaces whose facts are needed to compute an audience. */
export const audienceSources = [
  'users',
  'mailbox-settings',
  'licenses',
  'directory-roles',
  'role-schedules',
  'conditional-access',
  'security-defaults',
  'organization',
  'risky-users',
  'directory-audits',
] as const satisfies readonly (keyof FactsBySurface)[];

/** The subjects of an audience, computed from stored facts. */
export const audienceOf = (
  audience: Exclude<Audience, 'technician-mailboxes'>,
  posture: Posture,
): readonly SurfaceSubject[] =>
  audiences[audience](posture).map(({ userId, isUrgent }) => ({ id: userId, ...(isUrgent === true && { isUrgent }) }));

const audiences: Record<
  Exclude<Audience, 'technician-mailboxes'>,
  (posture: Posture) => readonly { readonly userId: string; readonly isUrgent?: boolean }[]
> = {
  'mfa-denominator': mfaDenominator,
  'mfa-uncovered': uncoveredByMfa,
  mailboxes: mailboxesOf,
  'mailboxes-without-purpose': (posture) => {
    const freshSince = dateOf(addDays(posture.now, -purposeAgeDays));
    const fresh = new Set(
      posture.facts('mailbox-settings').flatMap(({ userId, askedOn }) => (askedOn > freshSince ? [userId] : [])),
    );
    return posture
      .facts('users')
      .filter(({ userType, mail }) => userType === 'member' && mail !== null)
      .filter(({ userId }) => !fresh.has(userId));
  },
};
