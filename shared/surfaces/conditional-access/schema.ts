import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawBoolean, RawId, RawNonBlankText, RawOptionalInstant, RawText, rawEnum, rawList } from '../raw.ts';

/** Some conditions are lists, others are one comma-separated string (`deviceCodeFlow,authenticationTransfer`). */
const RawWords = z
  .union([z.string(), z.array(z.string())])
  .nullish()
  .transform((words) => (typeof words === 'string' ? words.split(',').map((word) => word.trim()) : (words ?? [])))
  .transform((words) => words.filter((word) => word !== '' && word.toLowerCase() !== 'none'));

/** https://learn.microsoft.com/graph/api/resources/conditionalaccessexternaltenants */
const RawGuests = z
  .object({
    guestOrExternalUserTypes: RawWords,
    externalTenants: z
      .object({
        '@odata.type': RawText,
        membershipKind: RawText,
        members: rawList(RawId),
      })
      .nullish(),
  })
  .nullish();

/**
 * As Graph sends it. Objects of conditions and controls keep the fields that we do not know: what they demand or narrow
 * must not be taken for nothing. https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy
 */
export const RawPolicy = z.object({
  id: RawId,
  displayName: RawNonBlankText,
  createdDateTime: RawOptionalInstant,
  modifiedDateTime: RawOptionalInstant,
  state: rawEnum('enabled', 'disabled', 'enabledForReportingButNotEnforced'),
  conditions: z.looseObject({
    users: z
      .looseObject({
        includeUsers: rawList(RawId),
        excludeUsers: rawList(RawId),
        includeGroups: rawList(RawId),
        excludeGroups: rawList(RawId),
        includeRoles: rawList(RawId),
        excludeRoles: rawList(RawId),
        includeGuestsOrExternalUsers: RawGuests,
        excludeGuestsOrExternalUsers: RawGuests,
      })
      .nullish(),
    applications: z
      .looseObject({
        includeApplications: rawList(RawId),
        excludeApplications: rawList(RawId),
        includeUserActions: rawList(z.string()),
        includeAuthenticationContextClassReferences: rawList(z.string()),
        applicationFilter: z.object({ mode: RawNonBlankText, rule: RawNonBlankText }).nullish(),
      })
      .nullish(),
    /** Agent identities are in the beta of Microsoft's documentation, and v1.0 may send them. */
    clientApplications: z
      .object({
        includeServicePrincipals: rawList(z.string()),
        includeAgentIdServicePrincipals: rawList(z.string()),
        agentIdServicePrincipalFilter: z.object({ rule: RawNonBlankText }).nullish(),
      })
      .nullish(),
    clientAppTypes: rawList(z.string()),
    platforms: z.looseObject({ includePlatforms: RawWords, excludePlatforms: RawWords }).nullish(),
    locations: z.looseObject({ includeLocations: rawList(RawId), excludeLocations: rawList(RawId) }).nullish(),
    devices: z
      .looseObject({
        includeDevices: rawList(z.string()),
        excludeDevices: rawList(z.string()),
        deviceFilter: z.object({ mode: RawNonBlankText, rule: RawNonBlankText }).nullish(),
      })
      .nullish(),
    signInRiskLevels: rawList(z.string()),
    userRiskLevels: rawList(z.string()),
    servicePrincipalRiskLevels: rawList(z.string()),
    insiderRiskLevels: RawWords,
    agentIdRiskLevels: RawWords,
    authenticationFlows: z.looseObject({ transferMethods: RawWords }).nullish(),
  }),
  grantControls: z
    .looseObject({
      /** Null and absent mean OR. */
      operator: z
        .string()
        .nullish()
        .transform((operator): string | null | undefined => operator ?? 'OR')
        .pipe(rawEnum('AND', 'OR')),
      builtInControls: rawList(z.string()),
      customAuthenticationFactors: rawList(z.string()),
      termsOfUse: rawList(z.string()),
      authenticationStrength: z
        .object({
          id: RawId,
          displayName: RawNonBlankText,
          /** `mfa` or `none`. Null where Graph shows the id alone. */
          requirementsSatisfied: RawText,
          allowedCombinations: rawList(z.string()),
        })
        .nullish(),
    })
    .nullish(),
  sessionControls: z.record(z.string(), z.unknown()).nullish(),
});

/** https://learn.microsoft.com/graph/api/conditionalaccessroot-list-namedlocations */
export const RawNamedLocation = z.object({
  '@odata.type': RawText,
  id: RawId,
  displayName: RawNonBlankText,
  isTrusted: RawBoolean,
  ipRanges: rawList(z.object({ cidrAddress: z.string() })),
  countriesAndRegions: rawList(z.string()),
  includeUnknownCountriesAndRegions: RawBoolean,
  /** Absent means by address. */
  countryLookupMethod: z
    .string()
    .nullish()
    .transform((method): string | null | undefined => method ?? 'clientIpAddress')
    .pipe(rawEnum('clientIpAddress', 'authenticatorAppGps')),
});

/** https://learn.microsoft.com/graph/api/authenticationstrengthroot-list-policies */
export const RawStrength = z.object({
  id: RawId,
  displayName: RawNonBlankText,
  allowedCombinations: rawList(z.string()),
});

const Side = z.object({
  /** `All` is among the users. */
  everyone: z.boolean(),
  userIds: z.array(z.string()),
  groupIds: z.array(z.string()),
  /** Role template ids. */
  roleIds: z.array(z.string()),
  /** Some kind of guests or external users. */
  guests: z.boolean(),
  /** Which kinds, in Microsoft's words. Empty with `guests` means every kind. */
  guestTypes: z.array(z.string()),
  /** The home tenants of these guests: all, or the enumerated ones. */
  guestTenants: z.object({ membership: z.enum(['all', 'enumerated', 'unknown']), tenantIds: z.array(z.string()) }),
});

const Filter = z.object({ mode: z.string().nullable(), rule: z.string().nullable() });

/** Null where the policy requires nothing for access (session controls only). */
const Grant = z.object({
  operator: z.enum(['AND', 'OR', 'unknown']),
  /** `mfa`, `block`, `compliantDevice`, … as Microsoft writes them. */
  controls: z.array(z.string()),
  customAuthenticationFactors: z.array(z.string()),
  termsOfUse: z.array(z.string()),
  strength: z
    .object({
      id: z.string(),
      name: z.string().nullable(),
      /** `requirementsSatisfied` is mfa. Null if it is not shown, or is a value that Microsoft added. */
      satisfiesMfa: z.boolean().nullable(),
      allowedCombinations: z.array(z.string()),
    })
    .nullable(),
});

const Policy = z.object({
  kind: z.literal('policy'),
  policyId: z.string(),
  name: z.string(),
  state: z.enum(['enabled', 'disabled', 'report-only', 'unknown']),
  createdAt: Instant.nullable(),
  modifiedAt: Instant.nullable(),
  include: Side,
  exclude: Side,
  applications: z.object({
    /** `All` is among the included applications. */
    everything: z.boolean(),
    include: z.array(z.string()),
    exclude: z.array(z.string()),
    userActions: z.array(z.string()),
    authenticationContexts: z.array(z.string()),
    filter: Filter.nullable(),
  }),
  /** The policy applies to service principals or to agents, not to people. */
  forWorkloads: z.boolean(),
  clientAppTypes: z.array(z.string()),
  platforms: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }).nullable(),
  locations: z.object({ include: z.array(z.string()), exclude: z.array(z.string()) }).nullable(),
  devices: z
    .object({ include: z.array(z.string()), exclude: z.array(z.string()), filter: Filter.nullable() })
    .nullable(),
  signInRiskLevels: z.array(z.string()),
  userRiskLevels: z.array(z.string()),
  servicePrincipalRiskLevels: z.array(z.string()),
  insiderRiskLevels: z.array(z.string()),
  /** `deviceCodeFlow`, `authenticationTransfer`. */
  authenticationFlows: z.array(z.string()),
  /** Names of the conditions that are set and that we do not know. They narrow the policy, nobody knows how. */
  unknownConditions: z.array(z.string()),
  grant: Grant.nullable(),
  /** Names of the session controls that are set. */
  sessionControls: z.array(z.string()),
});

/**
 * A part of the transitive user members of a group that a policy names. Each page of members is one record, because a
 * record has a maximum size. All parts of a `groupId` together are its members: a group of which something could not be
 * read has none. `found: false` (one part, no members): the group no longer exists.
 */
const Group = z.object({
  kind: z.literal('group'),
  groupId: z.string(),
  part: z.int().min(0),
  found: z.boolean(),
  memberIds: z.array(z.string()),
});

/**
 * A named location. `unknown`: a kind that Microsoft added. Ranges are as Graph sends them, in CIDR form.
 * https://learn.microsoft.com/graph/api/resources/namedlocation
 */
const Location = z.object({
  kind: z.literal('location'),
  locationId: z.string(),
  name: z.string(),
  type: z.enum(['ranges', 'countries', 'compliant-network', 'unknown']),
  isTrusted: z.boolean(),
  ranges: z.array(z.string()),
  /** ISO codes in capitals. */
  countries: z.array(z.string()),
  /** Addresses whose country is not known belong to it. */
  withoutCountry: z.boolean(),
  lookup: z.enum(['address', 'gps', 'unknown']),
});

/** An authentication strength, built-in or custom, with the combinations of methods that it allows. */
const Strength = z.object({
  kind: z.literal('strength'),
  strengthId: z.string(),
  name: z.string().nullable(),
  allowedCombinations: z.array(z.string()),
});

/** That a list was read to its end. Without this record nothing is known of what is not in it. */
const CompleteList = z.object({ kind: z.literal('list'), list: z.enum(['locations', 'strengths']) });

/** The fact: policies, the members of the groups they name, named locations and authentication strengths. */
export const ConditionalAccessFact = z.discriminatedUnion('kind', [Policy, Group, Location, Strength, CompleteList]);
export type ConditionalAccessFact = z.output<typeof ConditionalAccessFact>;
export type ConditionalAccessPolicy = z.output<typeof Policy>;
export type ConditionalAccessGroup = z.output<typeof Group>;
export type ConditionalAccessLocation = z.output<typeof Location>;
export type ConditionalAccessStrength = z.output<typeof Strength>;
export type PolicySide = z.output<typeof Side>;
export type PolicyGrant = z.output<typeof Grant>;
