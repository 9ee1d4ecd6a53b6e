import type { z } from 'zod';
import {
  type ConditionalAccessLocation,
  type ConditionalAccessPolicy,
  type ConditionalAccessStrength,
  type PolicyGrant,
  type PolicySide,
  type RawNamedLocation,
  RawPolicy,
  type RawStrength,
} from './schema.ts';

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

/** An object without a kind is not documented: it names no kind that we know, rather than every kind. */
const guestTypesOf = (guests: RawGuests): string[] => {
  if (guests === null || guests === undefined) return [];
  return guests.guestOrExternalUserTypes.length === 0 ? ['none'] : guests.guestOrExternalUserTypes;
};

const allTenants = 'AllExternalTenants'.toLowerCase();
const enumeratedTenants = 'EnumeratedExternalTenants'.toLowerCase();

/** Graph says the membership in a property, in the type of the object, or in both. */
const guestTenantsOf = (guests: RawGuests): PolicySide['guestTenants'] => {
  const tenants = guests?.externalTenants ?? null;
  if (tenants === null) return { membership: 'all', tenantIds: [] };
  const kind = (tenants.membershipKind ?? tenants['@odata.type'] ?? '').toLowerCase();
  if (kind === 'all' || kind.endsWith(allTenants)) return { membership: 'all', tenantIds: [] };
  const isEnumerated = kind === 'enumerated' || kind.endsWith(enumeratedTenants);
  return { membership: isEnumerated ? 'enumerated' : 'unknown', tenantIds: tenants.members };
};

/** Policies name people by id, by group, by role, by the words All and GuestsOrExternalUsers, and by kind of guest. */
const sideOf = (users: readonly string[], groupIds: string[], roleIds: string[], guests: RawGuests): PolicySide => ({
  everyone: holds(users, allUsers),
  userIds: users.filter((user) => !keywords.has(user.toLowerCase())),
  groupIds,
  roleIds,
  guests: holds(users, anyGuest) || (guests !== null && guests !== undefined),
  guestTypes: holds(users, anyGuest) ? [] : guestTypesOf(guests),
  guestTenants: guestTenantsOf(guests),
});

const isSet = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === 'object' && value !== null
      ? Object.values(value).some(isSet)
      : value !== null && value !== undefined && value !== '' && value !== false && value !== 'none';

/** The fields that are set and that the schema does not know. Annotations of OData are none. */
const unknownFields = (value: object | null | undefined, schema: { readonly shape: object }): string[] =>
  Object.entries(value ?? {})
    .filter(([name, field]) => !(name in schema.shape) && !name.includes('@') && isSet(field))
    .map(([name]) => name);

const conditionsShape = RawPolicy.shape.conditions.shape;

const unknownConditions = ({ conditions }: Raw): string[] => [
  ...unknownFields(conditions, RawPolicy.shape.conditions),
  ...(['users', 'applications', 'platforms', 'locations', 'devices', 'authenticationFlows'] as const).flatMap((name) =>
    unknownFields(conditions[name], conditionsShape[name].unwrap().unwrap()),
  ),
];

const satisfiesMfa = (requirements: string | null): boolean | null =>
  ({ mfa: true, none: false })[requirements?.toLowerCase() ?? ''] ?? null;

const grantOf = ({ grantControls }: Raw): PolicyGrant | null => {
  if (grantControls === null || grantControls === undefined) return null;
  const { operator, builtInControls, customAuthenticationFactors, termsOfUse, authenticationStrength } = grantControls;
  return {
    operator,
    controls: [...builtInControls, ...unknownFields(grantControls, RawPolicy.shape.grantControls.unwrap().unwrap())],
    customAuthenticationFactors,
    termsOfUse,
    strength: authenticationStrength
      ? {
          id: authenticationStrength.id,
          name: authenticationStrength.displayName,
          satisfiesMfa: satisfiesMfa(authenticationStrength.requirementsSatisfied),
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
    unknownConditions: unknownConditions(raw),
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

const locationTypes = {
  '#microsoft.graph.ipNamedLocation': 'ranges',
  '#microsoft.graph.countryNamedLocation': 'countries',
  '#microsoft.graph.compliantNetworkNamedLocation': 'compliant-network',
} as const;

const locationType = (type: string | null): ConditionalAccessLocation['type'] =>
  Object.entries(locationTypes).find(([name]) => name.toLowerCase() === type?.toLowerCase())?.[1] ?? 'unknown';

const lookups = { clientIpAddress: 'address', authenticatorAppGps: 'gps', unknown: 'unknown' } as const;

export const normalizeLocation = (raw: z.output<typeof RawNamedLocation>): ConditionalAccessLocation => ({
  kind: 'location',
  locationId: raw.id,
  name: raw.displayName ?? raw.id,
  type: locationType(raw['@odata.type']),
  isTrusted: raw.isTrusted,
  ranges: raw.ipRanges.map(({ cidrAddress }) => cidrAddress),
  countries: raw.countriesAndRegions.map((code) => code.toUpperCase()),
  withoutCountry: raw.includeUnknownCountriesAndRegions,
  lookup: lookups[raw.countryLookupMethod],
});

export const normalizeStrength = (raw: z.output<typeof RawStrength>): ConditionalAccessStrength => ({
  kind: 'strength',
  strengthId: raw.id,
  name: raw.displayName,
  allowedCombinations: raw.allowedCombinations,
});
