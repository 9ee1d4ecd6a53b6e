import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { type Assignee, assignmentOf, type Certainty, tenantsNamedFor } from './policy-assignment.ts';
import {
  externalKinds,
  type IdentityKind,
  type SignInSnapshot,
  type SnapshotRole,
  type SnapshotUser,
} from './sign-in-snapshot.ts';

/** Identities to which the same policies apply. */
export interface IdentityClass {
  readonly classId: string;
  readonly kind: IdentityKind;
  readonly apart: SnapshotUser['apart'];
  /** Roles that these users may activate, and have activated here. */
  readonly withRoles: readonly SnapshotRole[];
  /** A tenant that a policy names, `other` for one from elsewhere, null where no policy tells tenants apart. */
  readonly externalTenant: string | null;
  readonly users: readonly SnapshotUser[];
  /** Those who hold a role of tier 0 or 1 in this class, or may hold one if there are too many sets of roles. */
  readonly administrators: readonly SnapshotUser[];
  /** The policies that apply, or may apply. */
  readonly policies: readonly { readonly at: number; readonly certainty: 'yes' | 'maybe' }[];
  /** The users may activate more sets of roles than are looked at. */
  readonly hasTooManyRoles: boolean;
}

/** More sets of activated roles are not looked at. */
const mostRoleSets = 64;

const isHighTier = ({ tier }: SnapshotRole): boolean => tier !== undefined && tier < 2;
const kindsWithoutUsers = ['b2bDirectConnectUser', 'otherExternalUser', 'serviceProvider'] as const;

/** A user, or a kind without users, as policies may see it at one time. */
interface Appearance {
  readonly user: SnapshotUser | null;
  readonly assignee: Assignee;
  readonly withRoles: readonly SnapshotRole[];
}

/** Sets of roles, smallest first; undefined if there are too many. */
const subsetsOf = (roles: readonly SnapshotRole[]): readonly (readonly SnapshotRole[])[] | undefined => {
  if (2 ** roles.length > mostRoleSets ** 2) return undefined;
  const subsets = Array.from({ length: 2 ** roles.length }, (_, mask) =>
    roles.filter((_role, at) => ((mask >> at) & 1) === 1),
  );
  return subsets.toSorted((one, other) => one.length - other.length);
};

const visibleIds = (roles: readonly SnapshotRole[]): readonly string[] =>
  roles.filter(({ isVisible }) => isVisible).map(({ templateId }) => templateId);

type Sides = readonly ConditionalAccessPolicy['include'][];

/** What the classes are made from: policies that may be in force, and what they name. */
interface Naming {
  readonly tests: readonly ((assignee: Assignee) => Certainty)[];
  /** The sides of policies that name a role, as a text. Roles that the same sides name are one to the policies. */
  readonly sidesNaming: (roleId: string) => string;
  readonly tenants: (kind: IdentityKind) => readonly (string | null)[];
}

const namingOf = (policies: readonly ConditionalAccessPolicy[], { groups }: SignInSnapshot): Naming => {
  const sides: Sides = policies.flatMap(({ include, exclude }) => [include, exclude]);
  const tenantsOf = (kind: IdentityKind): readonly (string | null)[] => {
    const named = new Set(sides.flatMap((side) => tenantsNamedFor(side, kind)));
    return named.size === 0 ? [null] : [...named, 'other'];
  };
  const byKind = new Map(externalKinds.map((kind) => [kind as IdentityKind, tenantsOf(kind)]));
  return {
    tests: policies.map((policy) => assignmentOf(policy, groups)),
    sidesNaming: (roleId) => sides.flatMap(({ roleIds }, at) => (roleIds.includes(roleId) ? [at] : [])).join(),
    tenants: (kind) => byKind.get(kind) ?? [null],
  };
};

const keyOf = ({ tests }: Naming, assignee: Assignee): string => {
  let key = '';
  for (const test of tests) key += { yes: 'y', maybe: 'm', no: '-' }[test(assignee)];
  return key;
};

const isAdministrator = ({ user, withRoles }: Appearance): boolean =>
  withRoles.some(isHighTier) || (user?.roles.some((role) => role.isActive && isHighTier(role)) ?? false);

/** The sets of roles that a user may activate, as far as policies or tiers tell them apart. */
const appearancesOf = (
  user: SnapshotUser,
  tenant: string | null,
  naming: Naming,
): { readonly tooMany: boolean; readonly appearances: readonly Appearance[] } => {
  const active = visibleIds(user.roles.filter((role) => role.isActive));
  const effectOf = (role: SnapshotRole): string =>
    `${role.isVisible ? naming.sidesNaming(role.templateId) : ''}/${isHighTier(role)}`;
  const eligible = [
    ...Map.groupBy(
      user.roles.filter((role) => !role.isActive),
      effectOf,
    ),
  ].flatMap(([effect, [role]]) => (role === undefined || effect === '/false' ? [] : [role]));
  const appearanceWith = (withRoles: readonly SnapshotRole[]): Appearance => ({
    user,
    withRoles,
    assignee: {
      userId: user.userId,
      kind: user.kind,
      externalTenant: tenant,
      roleIds: new Set([...active, ...visibleIds(withRoles)]),
    },
  });
  if (eligible.length === 0) return { tooMany: false, appearances: [appearanceWith([])] };
  const distinct = new Map<string, Appearance>();
  for (const withRoles of subsetsOf(eligible) ?? []) {
    const appearance = appearanceWith(withRoles);
    const key = `${keyOf(naming, appearance.assignee)}/${isAdministrator(appearance)}`;
    if (!distinct.has(key)) distinct.set(key, appearance);
  }
  const tooMany = distinct.size === 0 || distinct.size > mostRoleSets;
  return { tooMany, appearances: tooMany ? [appearanceWith([])] : [...distinct.values()] };
};

interface Member {
  readonly appearance: Appearance;
  readonly tooMany: boolean;
  readonly key: string;
}

/** Where not every set of roles is looked at, a role that may be activated counts as if it were. */
const administratorOf = ({ appearance, tooMany }: Member): readonly SnapshotUser[] => {
  const { user } = appearance;
  if (user === null) return [];
  return isAdministrator(appearance) || (tooMany && user.roles.some(isHighTier)) ? [user] : [];
};

const membersOf = (naming: Naming, { users }: SignInSnapshot): readonly Member[] => {
  const ofUsers = users.flatMap((user) =>
    naming.tenants(user.kind).flatMap((tenant) => {
      const { tooMany, appearances } = appearancesOf(user, tenant, naming);
      return appearances.map((appearance) => ({ appearance, tooMany }));
    }),
  );
  const ofKinds = kindsWithoutUsers.flatMap((kind) =>
    naming.tenants(kind).map((externalTenant) => ({
      appearance: {
        user: null,
        withRoles: [],
        assignee: { userId: null, kind, externalTenant, roleIds: new Set<string>() },
      },
      tooMany: false,
    })),
  );
  return [...ofUsers, ...ofKinds].map((member) => ({ ...member, key: keyOf(naming, member.appearance.assignee) }));
};

const roleKey = (roles: readonly SnapshotRole[]): string =>
  roles
    .map(({ templateId, isVisible }) => (isVisible ? templateId : `${templateId} in part`))
    .toSorted()
    .join();

/** Users first, then the kinds without users. The policies are those that may be in force. */
export const identityClasses = (
  policies: readonly ConditionalAccessPolicy[],
  snapshot: SignInSnapshot,
): readonly IdentityClass[] => {
  const members = membersOf(namingOf(policies, snapshot), snapshot);
  const groups = Map.groupBy(members, ({ key, tooMany, appearance: { user, assignee, withRoles } }) =>
    [assignee.kind, user?.apart ?? '', roleKey(withRoles), assignee.externalTenant ?? '', tooMany, key].join('|'),
  );
  return [...groups.values()].flatMap((group, at): IdentityClass[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { user, assignee, withRoles } = first.appearance;
    return [
      {
        classId: `class-${at + 1}`,
        kind: assignee.kind,
        apart: user?.apart ?? null,
        withRoles,
        externalTenant: assignee.externalTenant,
        users: group.flatMap(({ appearance }) => appearance.user ?? []),
        administrators: group.flatMap(administratorOf),
        policies: Array.from(first.key, (letter, index) => ({ at: index, letter })).flatMap(({ at: index, letter }) =>
          letter === '-' ? [] : [{ at: index, certainty: letter === 'y' ? ('yes' as const) : ('maybe' as const) }],
        ),
        hasTooManyRoles: first.tooMany,
      },
    ];
  });
};
