import type { z } from 'zod';
import type { TenantRef } from '#shared/book/tenant-ref.ts';
import { knowsRegistrations, registrationsByUser } from '#shared/posture/mfa-numbers.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { privilegedRolesOf, tierOf } from '#shared/posture/privileged.ts';
import type { PrivilegedUser } from './shape.ts';

/**
 * Enabled users with a privileged role, highest tier first, including guests and break-glass accounts, which no number
 * counts.
 */
export const privilegedUsersOf = (tenant: TenantRef, posture: Posture): z.input<typeof PrivilegedUser>[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled, userId }) => accountEnabled && tierOf(posture, userId) !== undefined)
    .map((user) => {
      const roles = privilegedRolesOf(posture, user.userId);
      const registration = registrationsByUser(posture).get(user.userId);
      const known = knowsRegistrations(posture) && registration !== undefined;
      return {
        tier: tierOf(posture, user.userId) ?? Number.MAX_SAFE_INTEGER,
        ...tenant,
        userId: user.userId,
        name: displayNameOf(user),
        upn: user.upn,
        roles: [...new Set(roles.map(({ name }) => name))],
        methods: known ? registration.methods : null,
        capable: known ? registration.isCapable : null,
        standing: roles.some(({ isStanding }) => isStanding),
        guest: user.userType === 'guest',
      };
    })
    .sort((one, other) => one.tier - other.tier || (one.name < other.name ? -1 : 1))
    .map(({ tier: _tier, ...user }) => user);
