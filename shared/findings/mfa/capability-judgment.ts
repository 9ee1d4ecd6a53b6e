import type { NamedObject } from '#shared/kernel/message-values.ts';
import type { Sentence } from '#shared/kernel/sentence.ts';
import { type Registration, registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import { unknownReason } from '#shared/posture/surface-obstacle.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { type Judgment, tenantVerdict } from '../define-finding.ts';
import { capabilitySentence } from './capability-sentences.ts';

const sentenceOf = (
  user: NamedObject,
  { isCapable, isRegistered, methods }: Registration,
  roles: readonly string[] = [],
): Sentence => {
  if (isCapable) return capabilitySentence('capable', { user });
  if (roles.length === 0) {
    return isRegistered && methods.length > 0
      ? capabilitySentence('not-allowed', { user, methods })
      : capabilitySentence('not-registered', { user });
  }
  return isRegistered && methods.length > 0
    ? capabilitySentence('admin-not-allowed', { user, roles, methods })
    : capabilitySentence('admin-not-registered', { user, roles });
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
      return { subject, verdict: 'unknown', ...capabilitySentence('not-listed', { user: subject }) };
    }
    const roles = rolesOf === undefined ? undefined : rolesOf(user);
    return {
      subject,
      verdict: registration.isCapable ? 'pass' : 'fail',
      ...sentenceOf(subject, registration, roles),
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
