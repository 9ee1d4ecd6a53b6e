import { z } from 'zod';
import type { MemberScope, Role } from '#shared/kernel/scope.ts';

/**
 * Which roles have which ability (api.md §1), one row per ability. What a role may see of mail and meetings is not here
 * but in the participant rule. `audit.read` shows a member and a viewer only their own rows.
 */
const abilities = {
  'self.read': ['admin', 'member', 'viewer'],
  'self.leave': ['admin', 'member', 'viewer'],
  'posture.read': ['admin', 'member', 'viewer'],
  'communications.read': ['admin', 'member', 'viewer'],
  'audit.read': ['admin', 'member', 'viewer'],
  'audit.verify': ['admin'],
  'tokens.manage': ['admin', 'member', 'viewer'],
  'customers.read': ['admin', 'member', 'viewer'],
  'connections.read': ['admin', 'member', 'viewer'],
  'members.read': ['admin', 'member', 'viewer'],
  'findings.move': ['admin', 'member'],
  'sync.start': ['admin', 'member'],
  'customers.manage': ['admin'],
  'connections.manage': ['admin'],
  'members.manage': ['admin'],
  'erasures.manage': ['admin'],
  'prices.manage': ['admin'],
  'contracts.manage': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof abilities;
const names = Object.keys(abilities) as [Ability, ...Ability[]]; // Object.keys widens to string

/**
 * The abilities that an access token may have. No token may create tokens or end a membership, and every token may read
 * its own identity.
 */
export const TokenScope = z.enum(names).exclude(['tokens.manage', 'self.read', 'self.leave']);

export const roleAllows = (role: Role, ability: Ability): boolean => {
  const roles: readonly Role[] = abilities[ability];
  return roles.includes(role);
};

export const abilitiesOf = (role: Role): Ability[] => names.filter((ability) => roleAllows(role, ability));

/** Whether the caller has the ability: the role must include it, and so must the scopes of an access token. */
export const isAllowed = ({ role, scopes }: Pick<MemberScope, 'role' | 'scopes'>, ability: Ability): boolean => {
  if (!roleAllows(role, ability)) return false;
  if (scopes === undefined || ability === 'self.read') return true;
  return scopes.includes(ability) && TokenScope.safeParse(ability).success;
};

const leastFirst: readonly Role[] = ['viewer', 'member', 'admin'];

/** An access token is limited by the role that its owner has now and by the one they had when they created it. */
export const lesserRole = (one: Role, other: Role): Role =>
  leastFirst.find((role) => role === one || role === other) ?? 'viewer';
