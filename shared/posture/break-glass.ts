import { isNamed, userPolicies } from './conditional-access/policies.ts';
import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { hasStandingRole } from './privileged.ts';
import { hasFacts } from './readable.ts';
import { globalAdministrator } from './role-tiers.ts';

type User = FactsBySurface['users'];

/** More than two inferred accounts are more likely a gap in the policies than break-glass accounts. */
const mostInferred = 2;

const inferred = (posture: Posture): readonly User[] => {
  if (!hasFacts(posture, 'conditional-access')) return [];
  const forEveryone = userPolicies(posture).filter(({ state, include }) => state === 'enabled' && include.everyone);
  if (forEveryone.length === 0) return [];
  const accounts = posture
    .facts('users')
    .filter(({ accountEnabled, userType, isSynced }) => accountEnabled && userType === 'member' && !isSynced)
    .filter(({ userId }) => hasStandingRole(posture, userId, globalAdministrator))
    .filter(({ userId }) => forEveryone.every(({ exclude }) => isNamed(posture, exclude, userId)));
  return accounts.length > mostInferred ? [] : accounts;
};

/**
 * Break-glass accounts, which are exempt from the MFA findings (rules 2): those that an admin of the MSP marked. If
 * none is marked, they are inferred: cloud-only standing Global Administrators whom every policy for all users excludes
 * by name or by group. If more than two match, or no policy targets all users, there are none.
 */
export const breakGlassAccounts = derived((posture): readonly User[] => {
  const marked = new Set(posture.markedBreakGlass);
  return marked.size > 0 ? posture.facts('users').filter(({ userId }) => marked.has(userId)) : inferred(posture);
});
