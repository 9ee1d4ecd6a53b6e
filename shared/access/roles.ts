import type { Role } from '#shared/kernel/scope.ts';

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
} as const satisfies Record<string, readonly Role[]>;

export type Ability = keyof typeof abilities;

export const may = (role: Role, ability: Ability): boolean => {
  const roles: readonly Role[] = abilities[ability];
  return roles.includes(role);
};

export const abilitiesOf = (role: Role): Ability[] =>
  (Object.keys(abilities) as Ability[]).filter((ability) => may(role, ability)); // Object.keys widens to string
