import type { ConditionalAccessPolicy, PolicySide } from '#shared/surfaces/conditional-access/schema.ts';
import { externalKinds, type IdentityKind, type SignInSnapshot } from './sign-in-snapshot.ts';

/** Whether something applies; `maybe` where it rests on what could not be read. */
export type Certainty = 'yes' | 'maybe' | 'no';

/** Who signs in, as the assignments of policies see it. */
export interface Assignee {
  /** Null for a kind without users in the directory. */
  readonly userId: string | null;
  readonly kind: IdentityKind;
  /** The home tenant: one that a policy names, or `other`. Null where no policy asks. */
  readonly externalTenant: string | null;
  /** Template ids of active roles over the whole directory. */
  readonly roleIds: ReadonlySet<string>;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const isKindName = (word: string): boolean => externalKinds.some((kind) => kind.toLowerCase() === word.toLowerCase());

const both = (one: Certainty, other: Certainty): Certainty =>
  one === 'no' || other === 'no' ? 'no' : one === 'maybe' ? 'maybe' : other;
const not = (answer: Certainty): Certainty => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'maybe');

/** The tenants that a policy names for a kind of guests. */
export const tenantsNamedFor = (
  { guests, guestTypes, guestTenants }: PolicySide,
  kind: IdentityKind,
): readonly string[] =>
  guests &&
  guestTenants.membership === 'enumerated' &&
  guestTypes.some((type) => type.toLowerCase() === kind.toLowerCase())
    ? guestTenants.tenantIds
    : [];

const holdsGuest = (
  { guests, guestTypes, guestTenants }: PolicySide,
  { kind, externalTenant }: Assignee,
): Certainty => {
  if (!guests || kind === 'member') return 'no';
  if (guestTypes.length === 0) return 'yes';
  const isNamed = guestTypes.some((type) => type.toLowerCase() === kind.toLowerCase());
  if (!isNamed) return guestTypes.every(isKindName) ? 'no' : 'maybe';
  if (guestTenants.membership === 'all') return 'yes';
  if (guestTenants.membership === 'unknown') return 'maybe';
  return guestTenants.tenantIds.includes(externalTenant ?? '') ? 'yes' : 'no';
};

/** Looks up who is on one side of a policy. The sets are made once for all users. */
const sideTest = (side: PolicySide, groups: SignInSnapshot['groups']): ((assignee: Assignee) => Certainty) => {
  const named = new Set([...side.userIds, ...side.groupIds.flatMap((groupId) => [...(groups.get(groupId) ?? [])])]);
  // An id that is none may be a word for more people than we know of.
  const isUnread =
    side.groupIds.some((groupId) => !groups.has(groupId)) ||
    [...side.userIds, ...side.roleIds].some((id) => !guid.test(id));
  const hasRoles = side.roleIds.length > 0;
  return (assignee) => {
    if (side.everyone || (assignee.userId !== null && named.has(assignee.userId))) return 'yes';
    if (hasRoles && side.roleIds.some((roleId) => assignee.roleIds.has(roleId))) return 'yes';
    const asGuest = holdsGuest(side, assignee);
    return isUnread && asGuest === 'no' ? 'maybe' : asGuest;
  };
};

/** Included and not excluded; an exclusion wins. A policy in a state that Microsoft added may be in force or not. */
export const assignmentOf = (
  { include, exclude, state }: ConditionalAccessPolicy,
  groups: SignInSnapshot['groups'],
): ((assignee: Assignee) => Certainty) => {
  const [isIncluded, isExcluded] = [sideTest(include, groups), sideTest(exclude, groups)];
  const inForce: Certainty = state === 'enabled' ? 'yes' : state === 'unknown' ? 'maybe' : 'no';
  return (assignee) => both(inForce, both(isIncluded(assignee), not(isExcluded(assignee))));
};
