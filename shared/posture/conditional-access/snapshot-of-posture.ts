import type { ConditionalAccessLocation } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { breakGlassAccounts } from '../break-glass.ts';
import { derived } from '../derived.ts';
import { leftOutOf } from '../partial-surfaces.ts';
import { displayNameOf } from '../people.ts';
import type { Posture } from '../posture.ts';
import { type HeldRole, rolesByUser } from '../privileged.ts';
import { hasFacts } from '../readable.ts';
import { synchronizationRoles } from '../role-tiers.ts';
import { membersByGroup } from './policies.ts';
import { type CoverageProof, proveCoverage } from './prove-coverage.ts';
import type { IdentityKind, SignInSnapshot, SnapshotLocation, SnapshotRole, SnapshotUser } from './sign-in-snapshot.ts';

/** Accounts from another directory have `#EXT#` in their name, whatever their type. */
const kindOf = ({ userType, upn }: User): IdentityKind => {
  const isExternal = upn.toUpperCase().includes('#EXT#');
  if (userType === 'guest') return isExternal ? 'b2bCollaborationGuest' : 'internalGuest';
  return isExternal ? 'b2bCollaborationMember' : 'member';
};

const snapshotRole = ({ templateId, name, tier, directoryScopeId, isActive }: HeldRole): SnapshotRole => ({
  templateId,
  name,
  tier,
  isVisible: directoryScopeId === '/',
  isActive,
});

const isSynchronization = ({ templateId, isVisible, isActive }: SnapshotRole): boolean =>
  synchronizationRoles.has(templateId) && isVisible && isActive;

/**
 * The names that Entra Connect and Cloud Sync give their account: `Sync_{server}_{twelve hex digits}`. Whoever may
 * create accounts may use them, too, so that they count only for an account without a license and without a role.
 * https://learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-accounts-permissions
 */
const synchronizationUpn = /^(Sync_.+_[0-9a-f]{12}|ADToAADSyncServiceAccount)@/i;
const synchronizationName = /^On-Premises Directory Synchronization Service Account$/i;
const isNamedForSynchronization = ({ upn, displayName, isSynced, licenses }: User): boolean =>
  synchronizationUpn.test(upn) && synchronizationName.test(displayName ?? '') && !isSynced && licenses.length === 0;

const apartOf = (posture: Posture, user: User, roles: readonly SnapshotRole[]): SnapshotUser['apart'] => {
  if (breakGlassAccounts(posture).some(({ userId }) => userId === user.userId)) return 'break-glass';
  const isApart = roles.some(isSynchronization) || (roles.length === 0 && isNamedForSynchronization(user));
  return isApart ? 'directory-sync' : null;
};

const snapshotUsers = (posture: Posture): readonly SnapshotUser[] => {
  const held = rolesByUser(posture);
  return posture
    .facts('users')
    .filter(({ accountEnabled }) => accountEnabled)
    .map((user) => {
      const roles = (held.get(user.userId) ?? []).map(snapshotRole);
      return {
        userId: user.userId,
        name: displayNameOf(user),
        kind: kindOf(user),
        apart: apartOf(posture, user, roles),
        roles,
      };
    });
};

const snapshotLocation = ({ locationId: id, name, type, ...rest }: ConditionalAccessLocation): SnapshotLocation => {
  switch (type) {
    case 'ranges':
      return { kind: type, id, name, isTrusted: rest.isTrusted, ranges: rest.ranges };
    case 'countries':
      return { kind: type, id, name, codes: rest.countries, withoutCountry: rest.withoutCountry, lookup: rest.lookup };
    case 'compliant-network':
    case 'unknown':
      return { kind: type, id, name };
  }
};

/** The named locations; null unless the list was read to its end. */
const snapshotLocations = (posture: Posture): SignInSnapshot['locations'] => {
  const facts = posture.facts('conditional-access');
  const isComplete = facts.some((fact) => fact.kind === 'list' && fact.list === 'locations');
  return isComplete ? facts.flatMap((fact) => (fact.kind === 'location' ? [snapshotLocation(fact)] : [])) : null;
};

const strengthsOf = (posture: Posture): SignInSnapshot['strengths'] =>
  new Map(
    posture
      .facts('conditional-access')
      .flatMap((fact) => (fact.kind === 'strength' ? [[fact.strengthId, fact.allowedCombinations] as const] : [])),
  );

/** P2 holds P1. Null if the plans were not read. */
const snapshotPlans = (posture: Posture): SignInSnapshot['plans'] => {
  if (!hasFacts(posture, 'licenses')) return { p1: null, p2: null };
  const p2 = posture.plans.has('AAD_PREMIUM_P2');
  return { p1: p2 || posture.plans.has('AAD_PREMIUM'), p2 };
};

/** What the engine asks for, from the facts of a tenant. */
export const signInSnapshot = derived(
  (posture): SignInSnapshot => ({
    policies: hasFacts(posture, 'conditional-access')
      ? posture.facts('conditional-access').filter((fact) => fact.kind === 'policy')
      : [],
    isEveryPolicyRead: leftOutOf(posture, 'conditional-access') === undefined,
    users: snapshotUsers(posture),
    groups: membersByGroup(posture),
    locations: snapshotLocations(posture),
    strengths: strengthsOf(posture),
    plans: snapshotPlans(posture),
  }),
);

/** Whether something was read to its end. An exclusion that was not read would be taken for none. */
const isReadWhole = (posture: Posture, surfaceId: string): boolean =>
  hasFacts(posture, surfaceId) && leftOutOf(posture, surfaceId) === undefined;

/**
 * Whether it is known which roles people may activate. Without P2 nobody can be made eligible. Schedules that were not
 * read would be taken for none, and an administrator for somebody without a role.
 */
const areEligibleRolesKnown = (posture: Posture): boolean =>
  isReadWhole(posture, 'role-schedules') || posture.state('role-schedules').state === 'needs-license';

/** Which roles of people are known: those that they hold, and those that they may activate. */
export const knownRoles = derived((posture): { readonly held: boolean; readonly eligible: boolean } => ({
  held: isReadWhole(posture, 'directory-roles'),
  eligible: areEligibleRolesKnown(posture),
}));

/**
 * The claims as far as the roles that were read go. What a role that was not read could change is for the caller to
 * see. Undefined where users or policies were not read.
 */
export const proofByKnownRoles = derived((posture): CoverageProof | undefined => {
  const arePoliciesKnown =
    hasFacts(posture, 'conditional-access') || posture.state('conditional-access').state === 'needs-license';
  return arePoliciesKnown && hasFacts(posture, 'users') ? proveCoverage(signInSnapshot(posture)) : undefined;
});

/** The claims about a tenant; undefined where users, their roles or policies were not read. */
export const coverageProof = (posture: Posture): CoverageProof | undefined => {
  const { held, eligible } = knownRoles(posture);
  return isReadWhole(posture, 'users') && held && eligible ? proofByKnownRoles(posture) : undefined;
};
