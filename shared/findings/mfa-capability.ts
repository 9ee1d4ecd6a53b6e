import { registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { nameOf, type User } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { tierOf } from '#shared/posture/privileged.ts';
import type { Judgement } from './define-finding.ts';
import { ofTenant, whyUnknown } from './judgements.ts';

/**
 * Judges for each person whether they could use MFA if asked. Registrations that cannot be read leave it unknown, also where the reason is a missing
 * licence: methods can be registered without one.
 */
export const judgeCapability = (
  posture: Posture,
  people: readonly User[],
  rolesOf?: (user: User) => readonly string[],
): readonly Judgement[] => {
  const unread = whyUnknown(posture, ['mfa-registrations'], { licenceMatters: true });
  if (unread !== undefined) return ofTenant(posture, 'unknown', unread);
  return people.map((user) => {
    const registration = registrationsByUser(posture).get(user.userId);
    const subject = { kind: 'user', id: user.userId, name: nameOf(user) } as const;
    if (registration === undefined) {
      return { subject, verdict: 'unknown', reason: `the registrations do not list ${nameOf(user)} yet` };
    }
    const roles = rolesOf === undefined ? undefined : rolesOf(user);
    const methods = registration.methods.length === 0 ? 'no method' : registration.methods.join(', ');
    return {
      subject,
      verdict: registration.isCapable ? 'pass' : 'fail',
      reason: registration.isCapable
        ? `${nameOf(user)} can use MFA`
        : `${nameOf(user)} cannot use MFA: ${methods} registered${roles === undefined ? '' : `, and is ${roles.join(', ')}`}`,
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
