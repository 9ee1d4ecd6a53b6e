import { z } from 'zod';
import type { MemberScope, Role } from '#shared/kernel/scope.ts';

/**
 * Who may do what (api.md §1), one row an ability. What a role may *see* of mail and meetings is not here but in the participant rule,
 * and `audit.read` shows a member and a viewer their own rows only.
 */
const abilities = {
  'self.read': ['admin', 'member', 'viewer'],
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

/** What a program's token may be kept to. None may make tokens, and who it is may always be asked. */
export const TokenScope = z.enum(names).exclude(['tokens.manage', 'self.read']);

export const roleAllows = (role: Role, ability: Ability): boolean => {
  const roles: readonly Role[] = abilities[ability];
  return roles.includes(role);
};

export const abilitiesOf = (role: Role): Ability[] => names.filter((ability) => roleAllows(role, ability));

/** Whether the caller may: the role must have the ability, and so must the scopes of a program's token. */
export const isAllowed = ({ role, scopes }: Pick<MemberScope, 'role' | 'scopes'>, ability: Ability): boolean => {
  if (!roleAllows(role, ability)) return false;
  if (scopes === undefined || ability === 'self.read') return true;
  return scopes.includes(ability) && TokenScope.safeParse(ability).success;
};

const leastFirst: readonly Role[] = ['viewer', 'member', 'admin'];

/** A token never has more than its maker has now, nor more than they had when they made it. */
export const lesserRole = (one: Role, other: Role): Role =>
  leastFirst.find((role) => role === one || role === other) ?? 'viewer';
