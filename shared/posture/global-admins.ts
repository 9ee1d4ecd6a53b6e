import type { User } from '#shared/surfaces/users/schema.ts';
import { derived } from './derived.ts';
import type { Posture } from './posture.ts';
import { hasStandingRole } from './privileged.ts';
import { hasFacts } from './readable.ts';
import { globalAdministrator } from './role-tiers.ts';

/**
 * Enabled users, including guests, with a standing Global Administrator assignment, directly or through a group (rules
 * 5).
 */
export const standingGlobalAdmins = derived((posture): readonly User[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled }) => accountEnabled)
    .filter(({ userId }) => hasStandingRole(posture, userId, globalAdministrator)),
);

/**
 * Whether schedules distinguish activations from standing assignments. Without them every assignment counts as
 * standing.
 */
export const knowsActivations = (posture: Posture): boolean => hasFacts(posture, 'role-schedules');
