import { type Registration, registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { displayNameOf, type User } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';

const reasonOf = (
  user: User,
  { isCapable, isRegistered, methods }: Registration,
  roles: readonly string[] = [],
): string => {
  if (isCapable) return `${displayNameOf(user)} can use MFA`;
  const cause = isRegistered
    ? `${methods.join(', ')} is registered, but not allowed`
    : 'no method for it is registered';
  return `${displayNameOf(user)} cannot use MFA: ${cause}${roles.length === 0 ? '' : `; holds ${roles.join(', ')}`}`;
};

/**
 * Judges for each user whether they are MFA-capable. The verdict is unknown when registrations cannot be read, even
 * because of a missing license: methods can be registered without one.
 */
export const judgeMfaCapability = (
  posture: Posture,
  users: readonly User[],
  rolesOf?: (user: User) => readonly string[],
): readonly Judgment[] => {
  const unread = unknownReason(posture, ['mfa-registrations'], { countMissingLicense: true });
  if (unread !== undefined) return tenantVerdict(posture, 'unknown', unread);
  return users.map((user) => {
    const registration = registrationsByUser(posture).get(user.userId);
    const subject = { kind: 'user', id: user.userId, name: displayNameOf(user) } as const;
    if (registration === undefined) {
      return { subject, verdict: 'unknown', reason: `the registrations do not list ${displayNameOf(user)} yet` };
    }
    const roles = rolesOf === undefined ? undefined : rolesOf(user);
    return {
      subject,
      verdict: registration.isCapable ? 'pass' : 'fail',
      reason: reasonOf(user, registration, roles),
      privileged: tierOf(posture, user.userId) !== undefined,
      usersAffected: 1,
      evidence: {
        upn: user.upn,
        isRegistered: registration.isRegistered,
        isCapable: registration.isCapable,
        methods: registration.methods,
        ...(roles === undefined ? {} : { roles }),
      },
    };
  });
};
