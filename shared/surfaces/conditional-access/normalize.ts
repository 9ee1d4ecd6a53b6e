import type { z } from 'zod';
import type { ConditionalAccessPolicy, PolicyGrant, PolicySide, RawPolicy } from './schema.ts';

type Raw = z.output<typeof RawPolicy>;
type RawUsers = NonNullable<Raw['conditions']['users']>;
type RawGuests = RawUsers['includeGuestsOrExternalUsers'];

const allUsers = 'all';
const noUsers = 'none';
const anyGuest = 'guestsorexternalusers';
/** The accounts of agents. They are no users: `All` does not reach them. */
const allAgents = 'allagentidusers';
const keywords = new Set([allUsers, noUsers, anyGuest, allAgents]);

const holds = (list: readonly string[], value: string): boolean => list.some((each) => each.toLowerCase() === value);

/** Policies name people by id, by group, by role, by the words All and GuestsOrExternalUsers, and by kind of guest. */
const sideOf = (users: readonly string[], groupIds: string[], roleIds: string[], guests: RawGuests): PolicySide => ({
  everyone: holds(users, allUsers),
  userIds: users.filter((user) => !keywords.has(user.toLowerCase())),
  groupIds,
  roleIds,
  guests: holds(users, anyGuest) || (guests !== null && guests !== undefined),
  guestTypes: guests?.guestOrExternalUserTypes ?? [],
});

const grantOf = ({ grantControls }: Raw): PolicyGrant | null => {
  if (grantControls === null || grantControls === undefined) return null;
  const { operator, builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } = grantControls;
  return {
    operator,
    controls: builtInControls,
    customAuthenticationFactors,
    termsOfUse,
    strength: authenticationStrength
      ? {
          id: authenticationStrength.id,
          name: authenticationStrength.displayName,
          satisfiesMfa: holds(authenticationStrength.requirementsSatisfied, 'mfa'),
          allowedCombinations: authenticationStrength.allowedCombinations,
        }
      : null,
  };
};

const applicationsOf = ({ conditions: { applications } }: Raw): ConditionalAccessPolicy['applications'] => {
  const include = applications?.includeApplications ?? [];
  return {
    everything: holds(include, allUsers),
    include,
    exclude: applications?.excludeApplications ?? [],
    userActions: applications?.includeUserActions ?? [],
    authenticationContexts: applications?.includeAuthenticationContextClassReferences ?? [],
    filter: applications?.applicationFilter ?? null,
  };
};

const conditionsOf = ({ conditions: { platforms, locations, devices } }: Raw) => ({
  platforms: platforms ? { include: platforms.includePlatforms, exclude: platforms.excludePlatforms } : null,
  locations: locations ? { include: locations.includeLocations, exclude: locations.excludeLocations } : null,
  devices: devices
    ? { include: devices.includeDevices, exclude: devices.excludeDevices, filter: devices.deviceFilter ?? null }
    : null,
});

const stateOf = ({ state }: Raw): ConditionalAccessPolicy['state'] =>
  state === 'enabledForReportingButNotEnforced' ? 'report-only' : state;

const none: RawUsers = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

const reachesPeople = ({ everyone, userIds, groupIds, roleIds, guests }: PolicySide): boolean =>
  everyone || guests || userIds.length + groupIds.length + roleIds.length > 0;

/**
 * Agents are another space than people: a policy for them, or with a condition on the risk of an agent, protects nobody
 * else. https://learn.microsoft.com/entra/identity/conditional-access/agent-id
 */
const isForWorkloads = ({ conditions }: Raw, include: PolicySide): boolean => {
  const { clientApplications: clients, agentIdRiskLevels, users } = conditions;
  const ids = [...(clients?.includeServicePrincipals ?? []), ...(clients?.includeAgentIdServicePrincipals ?? [])];
  const rule = clients?.agentIdServicePrincipalFilter?.rule ?? null;
  const onlyAgents = holds(users?.includeUsers ?? [], allAgents) && !reachesPeople(include);
  return ids.length > 0 || rule !== null || agentIdRiskLevels.length > 0 || onlyAgents;
};

export const normalize = (raw: Raw): ConditionalAccessPolicy => {
  const { conditions } = raw;
  const users = conditions.users ?? none;
  const include = sideOf(
    users.includeUsers,
    users.includeGroups,
    users.includeRoles,
    users.includeGuestsOrExternalUsers,
  );
  return {
    kind: 'policy',
    policyId: raw.id,
    name: raw.displayName ?? raw.id,
    state: stateOf(raw),
    createdAt: raw.createdDateTime,
    modifiedAt: raw.modifiedDateTime,
    include,
    exclude: sideOf(users.excludeUsers, users.excludeGroups, users.excludeRoles, users.excludeGuestsOrExternalUsers),
    applications: applicationsOf(raw),
    forWorkloads: isForWorkloads(raw, include),
    clientAppTypes: conditions.clientAppTypes,
    ...conditionsOf(raw),
    signInRiskLevels: conditions.signInRiskLevels,
    userRiskLevels: conditions.userRiskLevels,
    servicePrincipalRiskLevels: conditions.servicePrincipalRiskLevels,
    insiderRiskLevels: conditions.insiderRiskLevels,
    authenticationFlows: conditions.authenticationFlows?.transferMethods ?? [],
    grant: grantOf(raw),
    sessionControls: Object.entries(raw.sessionControls ?? {})
      .filter(([name, control]) => control !== null && control !== false && !name.startsWith('@'))
      .map(([name]) => name)
      .sort(),
  };
};

/** Every group that a policy includes or excludes. */
export const groupsNamedBy = ({ include, exclude }: ConditionalAccessPolicy): string[] => [
  ...include.groupIds,
  ...exclude.groupIds,
];
