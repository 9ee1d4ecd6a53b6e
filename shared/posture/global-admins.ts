import { derived } from './derived.ts';
import type { User } from './people.ts';
import type { Posture } from './posture.ts';
import { hasStandingRole } from './privileged.ts';
import { hasFacts } from './readable.ts';
import { globalAdministrator } from './role-tiers.ts';

/** Enabled users, guests included, who are Global Administrator without having to ask, directly or through a group. */
export const standingGlobalAdmins = derived((posture): readonly User[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled }) => accountEnabled)
    .filter(({ userId }) => hasStandingRole(posture, userId, globalAdministrator)),
);

/** Whether an activation can be told from a standing assignment. Where not, every assignment counts as standing. */
export const knowsActivations = (posture: Posture): boolean => hasFacts(posture, 'role-schedules');
