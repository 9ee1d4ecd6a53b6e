import type { ConditionalAccessPolicy, PolicySide } from '#shared/surfaces/conditional-access/schema.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import type { Posture } from '../posture.ts';
import { rolesByUser } from '../privileged.ts';
import { hasFacts } from '../readable.ts';

type User = FactsBySurface['users'];

/**
 * The Conditional Access policies for users. Policies for workload identities are left out, and so are policies that
 * were read before access to the surface was lost.
 */
export const userPolicies = derived((posture): readonly ConditionalAccessPolicy[] =>
  hasFacts(posture, 'conditional-access')
    ? posture
        .facts('conditional-access')
        .flatMap((fact) => (fact.kind === 'policy' && !fact.forWorkloads ? [fact] : []))
    : [],
);

/** The users of each group that a policy names, including nested groups. */
export const membersByGroup = derived((posture): ReadonlyMap<string, ReadonlySet<string>> => {
  const parts = posture.facts('conditional-access').flatMap((fact) => (fact.kind === 'group' ? [fact] : []));
  const byGroup = Map.groupBy(parts, ({ groupId }) => groupId);
  return new Map([...byGroup].map(([id, group]) => [id, new Set(group.flatMap(({ memberIds }) => memberIds))]));
});

/** Whether a policy names the user or a group of the user. */
export const isNamed = (posture: Posture, side: PolicySide, userId: string): boolean =>
  side.userIds.includes(userId) ||
  side.groupIds.some((groupId) => membersByGroup(posture).get(groupId)?.has(userId) ?? false);

/**
 * A policy for a role applies to active assignments over the whole directory, not to assignments over an administrative
 * unit.
 */
const hasRole = (posture: Posture, side: PolicySide, userId: string): boolean =>
  side.roleIds.length > 0 &&
  (rolesByUser(posture).get(userId) ?? []).some(
    ({ templateId, isActive, directoryScopeId }) =>
      isActive && directoryScopeId === '/' && side.roleIds.includes(templateId),
  );

/**
 * Guests, and members from another tenant if the policy names that kind or every kind. The kinds of guests are not
 * distinguished, because no number counts guests.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccessguestsorexternalusers
 */
const isOutsider = ({ guests, guestTypes }: PolicySide, { userType, upn }: User): boolean =>
  guests &&
  (userType === 'guest' ||
    (upn.toUpperCase().includes('#EXT#') &&
      (guestTypes.length === 0 || guestTypes.some((type) => type.toLowerCase() === 'b2bcollaborationmember'))));

const holds = (posture: Posture, side: PolicySide, user: User): boolean =>
  side.everyone || isNamed(posture, side, user.userId) || hasRole(posture, side, user.userId) || isOutsider(side, user);

/** Whether it is known whom the side names. Somebody may be in a group that could not be read. */
const isSideKnown = (posture: Posture, { groupIds }: PolicySide): boolean =>
  groupIds.every((groupId) => membersByGroup(posture).has(groupId));

/** Whether everybody whom the policy includes or excludes is known. */
export const isReachKnown = (posture: Posture, { include, exclude }: ConditionalAccessPolicy): boolean =>
  (include.everyone || isSideKnown(posture, include)) && isSideKnown(posture, exclude);

/**
 * Whether the policy applies for certain: included and not excluded. An exclusion always wins, also one of a group that
 * could not be read: nobody is known to be outside it.
 */
export const appliesTo = (posture: Posture, policy: ConditionalAccessPolicy, user: User): boolean =>
  holds(posture, policy.include, user) && isSideKnown(posture, policy.exclude) && !holds(posture, policy.exclude, user);

/** Whether the policy would apply, if it did not exclude the user. */
export const excludes = (posture: Posture, { include, exclude }: ConditionalAccessPolicy, user: User): boolean =>
  holds(posture, include, user) && holds(posture, exclude, user);

/** False if the policy is about user actions and authentication contexts alone, or about `None`. */
export const namesApplications = ({ applications }: ConditionalAccessPolicy): boolean =>
  applications.everything ||
  applications.include.some((word) => word.toLowerCase() !== 'none') ||
  applications.filter !== null;

/** Whether the policy applies to every application without an exception. */
export const coversEveryApplication = ({ applications }: ConditionalAccessPolicy): boolean =>
  applications.everything && applications.exclude.length === 0 && applications.filter === null;

const isEverything = (list: { readonly include: readonly string[]; readonly exclude: readonly string[] } | null) =>
  list === null || (list.exclude.length === 0 && list.include.every((entry) => entry.toLowerCase() === 'all'));

/** The conditions, other than client types, that limit the policy. Sign-ins that do not meet them are not affected. */
export const narrowingConditions = (policy: ConditionalAccessPolicy): readonly string[] =>
  [
    { is: policy.signInRiskLevels.length > 0, what: 'sign-in risk' },
    { is: policy.userRiskLevels.length > 0, what: 'user risk' },
    { is: policy.servicePrincipalRiskLevels.length > 0, what: 'service principal risk' },
    { is: policy.insiderRiskLevels.length > 0, what: 'insider risk' },
    { is: !isEverything(policy.locations), what: 'location' },
    { is: !isEverything(policy.platforms), what: 'platform' },
    {
      is: policy.devices !== null && (policy.devices.filter !== null || !isEverything(policy.devices)),
      what: 'device filter',
    },
    { is: policy.authenticationFlows.length > 0, what: 'authentication flow' },
    { is: policy.unknownConditions.length > 0, what: 'unknown condition' },
  ].flatMap(({ is, what }) => (is ? [what] : []));
