import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { bundles } from './application-bundles.ts';
import { type CellSet, cellsWhere } from './cell-set.ts';
import { applicationRuleAtom, capabilityRules, deviceRuleAtom, type RuleAtom } from './filter-rules.ts';
import { type Place, placesOf, rangesOf } from './places.ts';
import type { SignInSnapshot, SnapshotLocation } from './sign-in-snapshot.ts';

/** What is signed in to. A bundle is what is left of it beside the applications that are named. */
export interface Target {
  readonly kind: 'application' | 'bundle' | 'other-application' | 'user-action' | 'authentication-context';
  readonly id?: string;
}

/** One axis of the space. Its values stand in the order in which a witness prefers them. */
export interface Dimension<Value> {
  readonly at: number;
  /** As a point names it. */
  readonly name: string;
  readonly values: readonly Value[];
}

export type DimensionValue = Target | Place | string | boolean;

export interface RuleDimension extends Dimension<boolean> {
  readonly key: string;
}

export interface Dimensions {
  readonly target: Dimension<Target>;
  readonly client: Dimension<Client>;
  readonly platform: Dimension<string>;
  readonly place: Dimension<Place>;
  readonly signInRisk: Dimension<string>;
  readonly userRisk: Dimension<string>;
  readonly insiderRisk: Dimension<string>;
  readonly flow: Dimension<string>;
  readonly applicationRules: readonly RuleDimension[];
  readonly deviceRules: readonly RuleDimension[];
  /** The ids of the named locations of which everything is known, in lower case. */
  readonly readableLocations: ReadonlySet<string>;
  /** Whether every range that may be trusted is known. */
  readonly isEveryRangeRead: boolean;
  /** All dimensions, each at its place. */
  readonly all: readonly Dimension<DimensionValue>[];
}

/** The values of one dimension that a condition holds. */
export interface Limit {
  readonly at: number;
  readonly set: CellSet;
}

export const limitTo = <Value>({ at, values }: Dimension<Value>, test: (value: Value) => boolean): Limit => ({
  at,
  set: cellsWhere(values.length, (index) => {
    const value = values[index];
    return value !== undefined && test(value);
  }),
});

export const clients = ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'] as const;
export type Client = (typeof clients)[number];
export const platforms = ['windows', 'macOS', 'iOS', 'android', 'linux', 'windowsPhone', 'unknown'] as const;
export const risks = ['none', 'low', 'medium', 'high'] as const;
export const insiderRisks = ['none', 'minor', 'moderate', 'elevated'] as const;
export const flows = ['none', 'deviceCodeFlow', 'authenticationTransfer'] as const;
/** https://learn.microsoft.com/graph/api/resources/conditionalaccessapplications */
export const registerSecurityInfo = 'urn:user:registersecurityinfo';
export const userActions = [registerSecurityInfo, 'urn:user:registerdevice'] as const;
/** Every trusted place, as policies name it, in lower case. */
export const allTrusted = 'AllTrusted'.toLowerCase();
/** The trusted IPs of the MFA page, as policies name them. */
export const mfaTrustedIpsId = '00000000-0000-0000-0000-000000000000';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isApplicationId = (word: string): boolean => guid.test(word);
export const isContextId = (word: string): boolean => /^c\d{1,2}$/.test(word);

type Policies = readonly ConditionalAccessPolicy[];

const namedBy = (policies: Policies, words: (policy: ConditionalAccessPolicy) => readonly string[]): string[] => [
  ...new Set(policies.flatMap(words).map((word) => word.toLowerCase())),
];

const targetsOf = (policies: Policies): readonly Target[] => [
  { kind: 'other-application' },
  ...bundles.map((id) => ({ kind: 'bundle' as const, id })),
  ...namedBy(policies, ({ applications }) => [...applications.include, ...applications.exclude])
    .filter(isApplicationId)
    .map((id) => ({ kind: 'application' as const, id })),
  ...userActions.map((id) => ({ kind: 'user-action' as const, id })),
  ...namedBy(policies, ({ applications }) => applications.authenticationContexts)
    .filter(isContextId)
    .map((id) => ({ kind: 'authentication-context' as const, id })),
];

/** False if the kind, the ranges or the lookup of a location cannot be read: whom it restricts is then unknown. */
const isReadable = (location: SnapshotLocation): boolean =>
  location.kind === 'ranges'
    ? rangesOf(location) !== undefined
    : location.kind === 'countries'
      ? location.lookup !== 'unknown'
      : location.kind !== 'unknown';

const placesNamedBy = (policies: Policies, readable: readonly SnapshotLocation[]): readonly Place[] | undefined => {
  const named = new Set(
    namedBy(policies, (policy) => [...(policy.locations?.include ?? []), ...(policy.locations?.exclude ?? [])]),
  );
  const namesTrusted = [...named].some((word) => word === allTrusted);
  const isNamed = (location: SnapshotLocation): boolean =>
    named.has(location.id.toLowerCase()) || (location.kind === 'ranges' && location.isTrusted);
  return placesOf({
    locations: readable.filter(isNamed),
    mfaTrustedIps: namesTrusted || named.has(mfaTrustedIpsId),
  });
};

interface NamedRule {
  readonly atom: RuleAtom;
  readonly text: string;
}

/** One dimension for each atom, named by the first text. */
const ruleDimensions = (rules: readonly NamedRule[], prefix: string, from: number): readonly RuleDimension[] =>
  [...Map.groupBy(rules, ({ atom }) => atom.key)].map(([key, same], index) => ({
    at: from + index,
    name: `${prefix}: ${(same.find(({ atom }) => !atom.isNegated)?.text ?? key).trim()}`,
    key,
    values: [false, true],
  }));

const applicationRulesOf = (policies: Policies): readonly NamedRule[] =>
  policies.flatMap(({ applications: { filter } }) =>
    filter?.rule === null || filter?.rule === undefined
      ? []
      : [{ atom: applicationRuleAtom(filter.rule), text: filter.rule }],
  );

const domainJoined = 'DomainJoined'.toLowerCase();
/** The exclusions of the old shape, `Compliant` and `DomainJoined`, are the rules that say so. */
export const oldDeviceRules: Readonly<Record<string, string>> = {
  compliant: 'device.isCompliant -eq True',
  [domainJoined]: 'device.trustType -eq "ServerAD"',
};

const deviceRulesOf = (policies: Policies): readonly NamedRule[] =>
  policies.flatMap(({ devices }) =>
    [
      ...(devices?.exclude ?? []).flatMap((word) => oldDeviceRules[word.toLowerCase()] ?? []),
      ...(devices?.filter?.rule === null || devices?.filter?.rule === undefined ? [] : [devices.filter.rule]),
    ].map((text) => ({ atom: deviceRuleAtom(text), text })),
  );

/** The dimension of the rule that says that a device has a capability, if a policy names the rule. */
export const capabilityDimension = ({ deviceRules }: Dimensions, capability: string): RuleDimension | undefined =>
  deviceRules.find(({ key }) => key === capabilityRules[capability]);

/**
 * The dimensions of the sign-ins that these policies can tell apart. Without P2 no sign-in and no user has a risk.
 * Undefined if there are too many places.
 */
export const dimensionsOf = (policies: Policies, { locations, plans }: SignInSnapshot): Dimensions | undefined => {
  const readable = (locations ?? []).filter(isReadable);
  const places = placesNamedBy(policies, readable);
  if (places === undefined) return undefined;
  const levels = plans.p2 === false ? risks.slice(0, 1) : risks;
  const applicationRules = ruleDimensions(applicationRulesOf(policies), 'application rule', 8);
  const fixed = {
    target: { at: 0, name: 'target', values: targetsOf(policies) },
    client: { at: 1, name: 'client', values: clients },
    platform: { at: 2, name: 'platform', values: platforms },
    place: { at: 3, name: 'place', values: places },
    signInRisk: { at: 4, name: 'signInRisk', values: levels },
    userRisk: { at: 5, name: 'userRisk', values: levels },
    insiderRisk: { at: 6, name: 'insiderRisk', values: insiderRisks },
    flow: { at: 7, name: 'flow', values: flows },
  };
  const deviceRules = ruleDimensions(deviceRulesOf(policies), 'device rule', 8 + applicationRules.length);
  return {
    ...fixed,
    applicationRules,
    deviceRules,
    readableLocations: new Set(readable.map(({ id }) => id.toLowerCase())),
    isEveryRangeRead: locations?.every((each) => each.kind === 'countries' || readable.includes(each)) ?? false,
    all: [...Object.values(fixed), ...applicationRules, ...deviceRules],
  };
};
