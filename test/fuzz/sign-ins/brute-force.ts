// cspell:ignore microsoftadminportals iscompliant trusttype eqtrue eqserverad domainjoined
/**
 * The truth about a small set of policies, by trying every sign-in. It reads Graph's JSON, has a function for each
 * condition, and shares no code with the engine.
 */
import type { GraphPolicy } from './random-policies.ts';
import { applications, homeTenants, members, places } from './universe.ts';

type Reading = 'least' | 'most';
type Grade = 'mfa' | 'phishing-resistant' | 'block' | 'remediation';

export interface Person {
  readonly userId: string | null;
  readonly kind: string;
  readonly tenant: string | null;
  /** Roles that policies see. */
  readonly roleIds: readonly string[];
  readonly isAdministrator: boolean;
}

const strings = (value: unknown): string[] =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
    : Array.isArray(value)
      ? value.map(String)
      : [];
const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
const low = (words: readonly string[]): string[] => words.map((word) => word.toLowerCase());

// --- Who -----------------------------------------------------------------------------------------------------------

const kinds = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
];
const isId = (word: string): boolean => /^[0-9a-f-]{36}$/i.test(word);

/** The transitive members of each group that can be read. */
export type GroupMembers = ReadonlyMap<string, ReadonlySet<string>>;

/** Whether one side of a policy names a person; `unsure` is what an unreadable value counts as. */
const names = (
  policy: GraphPolicy,
  side: 'include' | 'exclude',
  person: Person,
  unsure: boolean,
  members: GroupMembers,
): boolean => {
  const { users } = policy.conditions;
  const words = strings(users[`${side}Users`]);
  const groups = strings(users[`${side}Groups`]);
  const guests = users[`${side}GuestsOrExternalUsers`];
  if (words.includes('All')) return true;
  if (words.includes('GuestsOrExternalUsers') && person.kind !== 'member') return true;
  if (person.userId !== null && words.includes(person.userId)) return true;
  if (groups.some((group) => (person.userId === null ? false : members.get(group)?.has(person.userId)) ?? unsure))
    return true;
  if (groups.some((group) => !members.has(group)) && unsure) return true;
  if (strings(users[`${side}Roles`]).some((role) => person.roleIds.includes(role))) return true;
  if (unsure && words.some((word) => !isId(word) && word !== 'GuestsOrExternalUsers' && word !== 'None')) return true;
  if (guests === null || guests === undefined || person.kind === 'member' || words.includes('GuestsOrExternalUsers'))
    return false;
  const types = strings(field(guests, 'guestOrExternalUserTypes'));
  if (!types.includes(person.kind)) return unsure && types.some((type) => !kinds.includes(type));
  const tenants = field(guests, 'externalTenants');
  const membership = field(tenants, 'membershipKind');
  if (membership === 'all') return true;
  if (membership !== 'enumerated') return unsure;
  return strings(field(tenants, 'members')).includes(person.tenant ?? '');
};

export const appliesTo = (
  policy: GraphPolicy,
  person: Person,
  reading: Reading,
  groups: GroupMembers = members,
): boolean => {
  const inForce = policy.state === 'enabled' || (policy.state === 'unknownFutureValue' && reading === 'most');
  return (
    inForce &&
    names(policy, 'include', person, reading === 'most', groups) &&
    !names(policy, 'exclude', person, reading === 'least', groups)
  );
};

/** The home tenants that policies tell apart for a kind. */
const tenantsFor = (policies: readonly GraphPolicy[], kind: string): (string | null)[] => {
  const named = homeTenants.filter((tenant) =>
    policies
      .filter(({ state }) => state === 'enabled' || state === 'unknownFutureValue')
      .flatMap(({ conditions: { users } }) =>
        (['include', 'exclude'] as const).flatMap((side) =>
          strings(users[`${side}Users`]).includes('GuestsOrExternalUsers')
            ? []
            : [users[`${side}GuestsOrExternalUsers`]],
        ),
      )
      .some(
        (guests) =>
          strings(field(guests, 'guestOrExternalUserTypes')).includes(kind) &&
          field(field(guests, 'externalTenants'), 'membershipKind') === 'enumerated' &&
          strings(field(field(guests, 'externalTenants'), 'members')).includes(tenant),
      ),
  );
  return named.length === 0 ? [null] : [...named, 'other'];
};

export interface DirectoryUser {
  readonly userId: string;
  readonly kind: string;
  readonly roles: readonly {
    readonly templateId: string;
    readonly tier: number | undefined;
    readonly isActive: boolean;
    readonly isVisible: boolean;
  }[];
}

/** A user at every time: with each set of the roles that may be activated, from each home tenant. */
export const appearances = (policies: readonly GraphPolicy[], user: DirectoryUser | null, kind: string): Person[] => {
  const eligible = (user?.roles ?? []).filter(({ isActive }) => !isActive);
  const sets = Array.from({ length: 2 ** eligible.length }, (_, mask) =>
    eligible.filter((_role, at) => (mask >> at) % 2 === 1),
  );
  return tenantsFor(policies, kind).flatMap((tenant) =>
    sets.map((activated): Person => {
      const roles = [...(user?.roles ?? []).filter(({ isActive }) => isActive), ...activated];
      return {
        userId: user?.userId ?? null,
        kind,
        tenant,
        roleIds: roles.filter(({ isVisible }) => isVisible).map(({ templateId }) => templateId),
        isAdministrator: roles.some(({ tier }) => tier === 0 || tier === 1),
      };
    }),
  );
};

// --- Where, with what ----------------------------------------------------------------------------------------------

const bundlesOf: Record<string, readonly string[]> = {
  [applications.exchange]: ['office365'],
  'office-rest': ['office365'],
  [applications.azurePortal]: ['microsoftadminportals'],
  'portals-rest': ['microsoftadminportals'],
};
const applicationTargets = [...Object.values(applications), 'office-rest', 'portals-rest', 'other'];
const actions = ['urn:user:registersecurityinfo', 'urn:user:registerdevice'];
const contexts = ['c1', 'c2'];

const isWordFor = (word: string, target: string): boolean =>
  word === 'all' || word === target || (bundlesOf[target] ?? []).includes(word);
const isKnownApp = (word: string): boolean =>
  ['all', 'none', 'office365', 'microsoftadminportals'].includes(word) || isId(word);

const plainRule = (rule: unknown): string => {
  const text = String(rule)
    .toLowerCase()
    .replaceAll(/["'\s]/g, '');
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1) : text;
};

/** Named or matching; an exclusion wins. */
const takesTarget = (policy: GraphPolicy, target: string, matching: ReadonlySet<string>, reading: Reading): boolean => {
  const { applications: condition } = policy.conditions;
  if (actions.includes(target)) return strings(condition['includeUserActions']).includes(target);
  if (contexts.includes(target))
    return strings(condition['includeAuthenticationContextClassReferences']).includes(target);
  const include = low(strings(condition['includeApplications']));
  const exclude = low(strings(condition['excludeApplications']));
  const filter = condition['applicationFilter'] ?? null;
  const mode = field(filter, 'mode');
  const matches = filter !== null && matching.has(plainRule(field(filter, 'rule')));
  if (exclude.some((word) => isWordFor(word, target))) return false;
  if (reading === 'least' && exclude.some((word) => !isKnownApp(word))) return false;
  if (filter !== null && mode === 'exclude' && matches) return false;
  if (filter !== null && mode !== 'include' && mode !== 'exclude') {
    if (reading === 'least') return false;
    return true;
  }
  if (include.some((word) => isWordFor(word, target))) return true;
  if (reading === 'most' && include.some((word) => !isKnownApp(word))) return true;
  return mode === 'include' && matches;
};

const takesWord = (words: readonly string[], value: string, known: readonly string[], reading: Reading): boolean =>
  words.length === 0 ||
  words.includes('all') ||
  words.includes(value) ||
  (reading === 'most' && words.some((word) => !known.includes(word)));

const takesClient = (policy: GraphPolicy, client: string, reading: Reading): boolean =>
  takesWord(policy.conditions.clientAppTypes, client, clients, reading);

const takesPlatform = (policy: GraphPolicy, platform: string, reading: Reading): boolean => {
  const condition = policy.conditions.platforms;
  if (condition === null) return true;
  const named = platforms.filter((name) => name !== 'unknown');
  const include = strings(condition['includePlatforms']);
  const exclude = strings(condition['excludePlatforms']);
  const isStrange = (word: string): boolean => word !== 'all' && !named.includes(word);
  if (exclude.includes(platform) || (reading === 'least' && exclude.some(isStrange))) return false;
  return (
    include.length === 0 ||
    include.includes('all') ||
    include.includes(platform) ||
    (reading === 'most' && include.some(isStrange))
  );
};

export interface Spot {
  readonly address: string;
  readonly country: string | null;
  readonly gps: string | null;
  readonly isNetwork: boolean;
  readonly isMfaIp: boolean;
}

/** Membership written by hand, not computed from ranges. */
const rangesWith: Record<string, readonly string[]> = {
  '203.0.113.1': [],
  '192.0.2.1': [places.office],
  '192.0.2.130': [places.office, places.lab],
  '192.0.2.200': [places.office, places.lab, places.branch],
  '198.51.100.7': [places.lab],
  '2001:db8:1::5': [places.branch],
  '2001:db8:2::5': [],
};
const trustedRanges = [places.office, places.branch];
const isTrusted = (spot: Spot): boolean =>
  spot.isMfaIp || (rangesWith[spot.address] ?? []).some((place) => trustedRanges.includes(place));

const liesIn = (spot: Spot, word: string): boolean => {
  if (word === 'All') return true;
  if (word === 'AllTrusted') return isTrusted(spot);
  if (word === '00000000-0000-0000-0000-000000000000') return spot.isMfaIp;
  if (word === places.countries) return spot.country === 'US' || spot.country === 'DE';
  if (word === places.gps) return spot.gps === 'FR' || spot.gps === null;
  if (word === places.network) return spot.isNetwork;
  return (rangesWith[spot.address] ?? []).includes(word);
};

const takesSpot = (policy: GraphPolicy, spot: Spot, reading: Reading): boolean => {
  const condition = policy.conditions.locations;
  if (condition === null) return true;
  const include = strings(condition['includeLocations']);
  const exclude = strings(condition['excludeLocations']);
  if (exclude.some((word) => liesIn(spot, word) || (word === places.unread && reading === 'least'))) return false;
  return (
    include.length === 0 || include.some((word) => liesIn(spot, word) || (word === places.unread && reading === 'most'))
  );
};

const oldWords: Record<string, string> = {
  compliant: 'device.iscompliant-eqtrue',
  domainjoined: 'device.trusttype-eqserverad',
};

/** A negative comparison is the negation of its positive one. */
const deviceAtom = (rule: unknown): { key: string; wanted: boolean } => {
  const text = plainRule(rule);
  return text.includes('-ne') && !text.includes('-or')
    ? { key: text.replace('-ne', '-eq'), wanted: false }
    : { key: text, wanted: true };
};

const takesDevice = (policy: GraphPolicy, matching: ReadonlySet<string>, reading: Reading): boolean => {
  const condition = policy.conditions.devices;
  if (condition === null) return true;
  const exclude = low(strings(condition['excludeDevices']));
  if (exclude.some((word) => matching.has(oldWords[word] ?? ''))) return false;
  if (reading === 'least' && exclude.some((word) => !(word in oldWords))) return false;
  const filter = condition['deviceFilter'] ?? null;
  if (filter === null) return true;
  const mode = field(filter, 'mode');
  const { key, wanted } = deviceAtom(field(filter, 'rule'));
  const matches = matching.has(key) === wanted;
  return mode === 'include' ? matches : mode === 'exclude' ? !matches : reading === 'most';
};

const clients = ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'];
const platforms = ['windows', 'macOS', 'iOS', 'android', 'linux', 'windowsPhone', 'unknown'];
const levels = ['none', 'low', 'medium', 'high'];
const insiderLevels = ['none', 'minor', 'moderate', 'elevated'];
const flows = ['none', 'deviceCodeFlow', 'authenticationTransfer'];

// --- What is asked -------------------------------------------------------------------------------------------------

type Held = 'yes' | 'no' | 'unknown';
const phishingResistant = ['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor'];
const strongAlone = [...phishingResistant, 'deviceBasedPush', 'federatedMultiFactor'];
const holdsMfa = (combination: string): Held => {
  if (combination === 'unknownFutureValue') return 'unknown';
  return strongAlone.includes(combination) || combination === 'password,sms' ? 'yes' : 'no';
};
const resists = (combination: string): Held =>
  combination === 'unknownFutureValue' ? 'unknown' : phishingResistant.includes(combination) ? 'yes' : 'no';
const every = (answers: readonly Held[]): Held =>
  answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';

/** A control as a factor that meets it; `anybody` and `nobody` are met always and never. */
const factorsOf = (policy: GraphPolicy, reading: Reading): string[] => {
  const grant = policy.grantControls;
  if (grant === null) return [];
  const known = [
    'block',
    'mfa',
    'compliantDevice',
    'domainJoinedDevice',
    'approvedApplication',
    'compliantApplication',
    'passwordChange',
    'riskRemediation',
  ];
  const simple = strings(grant['builtInControls']).map((control) =>
    known.includes(control) ? (control === 'block' ? 'nobody' : control) : reading === 'least' ? 'anybody' : 'nobody',
  );
  const custom = strings(grant['customAuthenticationFactors']).map((each) => `custom:${each}`);
  const terms = strings(grant['termsOfUse']).map((each) => `terms:${each}`);
  const strength = grant['authenticationStrength'] ?? null;
  if (strength === null) return [...simple, ...custom, ...terms];
  const combinations = Array.isArray(field(strength, 'allowedCombinations'))
    ? strings(field(strength, 'allowedCombinations'))
    : [];
  const satisfies = field(strength, 'requirementsSatisfied');
  const id = String(field(strength, 'id'));
  if (combinations.length === 0 && satisfies === undefined)
    return [...simple, ...custom, ...terms, reading === 'least' ? 'anybody' : `resistant:${id}`];
  const mfa = combinations.length === 0 ? (satisfies === 'mfa' ? 'yes' : 'no') : every(combinations.map(holdsMfa));
  const resistance = combinations.length === 0 ? (mfa === 'no' ? 'no' : 'unknown') : every(combinations.map(resists));
  const counts = (held: Held): boolean => held === 'yes' || (held === 'unknown' && reading === 'most');
  return [
    ...simple,
    ...custom,
    ...terms,
    counts(resistance) ? `resistant:${id}` : counts(mfa) ? `strong:${id}` : `strength:${id}`,
  ];
};

const isAndOf = (policy: GraphPolicy, reading: Reading): boolean => {
  const operator = policy.grantControls?.['operator'] ?? 'OR';
  return operator === 'AND' || (operator !== 'OR' && reading === 'most');
};

const isCapability = (factor: string): boolean =>
  /^(compliantDevice|domainJoinedDevice|approvedApplication|compliantApplication|custom:.*|strength:.*)$/.test(factor);

/** Whether somebody who has these capabilities, and no more than a grade allows, meets a factor from a client. */
const isMet = (factor: string, grade: Grade, capabilities: ReadonlySet<string>, client: string): boolean => {
  if (factor === 'anybody') return true;
  if (factor === 'nobody' || client === 'other') return false;
  if (client === 'exchangeActiveSync' && factor !== 'compliantDevice') return false;
  if (isCapability(factor)) return capabilities.has(factor);
  if (factor.startsWith('terms:')) return true;
  if (factor === 'passwordChange' || factor === 'riskRemediation') return grade !== 'remediation';
  if (factor.startsWith('resistant:')) return grade === 'block' || grade === 'remediation';
  return grade !== 'mfa';
};

const isSatisfied = (
  policy: GraphPolicy,
  grade: Grade,
  capabilities: ReadonlySet<string>,
  client: string,
  reading: Reading,
): boolean => {
  const factors = factorsOf(policy, reading);
  if (factors.length === 0) return true;
  const met = factors.map((factor) => isMet(factor, grade, capabilities, client));
  return isAndOf(policy, reading) ? met.every(Boolean) : met.some(Boolean);
};

// --- Everything ----------------------------------------------------------------------------------------------------

export interface BruteClaim {
  readonly grade: Grade;
  readonly concerns: (person: Person) => boolean;
  readonly targets: readonly string[];
  readonly clients: readonly string[];
  readonly flow?: string;
  readonly risk?: string;
  readonly userRisk?: string;
  readonly outsideTrusted?: true;
}

const modern = clients.slice(0, 2);
const anybody = (): boolean => true;
const everything = { targets: applicationTargets, clients: modern };
export const bruteClaims: Readonly<Record<string, BruteClaim>> = {
  'mfa-everywhere': { ...everything, grade: 'mfa', concerns: ({ kind }) => kind !== 'serviceProvider' },
  'mfa-admins': { ...everything, grade: 'mfa', concerns: ({ isAdministrator }) => isAdministrator },
  'phishing-resistant-admins': {
    ...everything,
    grade: 'phishing-resistant',
    concerns: ({ isAdministrator }) => isAdministrator,
  },
  'admin-portals': {
    grade: 'mfa',
    concerns: anybody,
    targets: [applications.azurePortal, 'portals-rest'],
    clients: modern,
  },
  'legacy-blocked': { grade: 'block', concerns: anybody, targets: applicationTargets, clients: clients.slice(2) },
  'device-code-blocked': { ...everything, grade: 'block', concerns: anybody, flow: 'deviceCodeFlow' },
  'security-info-protected': {
    grade: 'mfa',
    concerns: anybody,
    targets: actions.slice(0, 1),
    clients: modern,
    outsideTrusted: true,
  },
  'risky-sign-ins-answered': { ...everything, grade: 'mfa', concerns: anybody, risk: 'high' },
  'risky-users-answered': { ...everything, grade: 'remediation', concerns: anybody, userRisk: 'high' },
  'providers-covered': { ...everything, grade: 'mfa', concerns: ({ kind }) => kind === 'serviceProvider' },
};

/** Subsets of a few names. */
const subsets = (namesOfSet: readonly string[]): ReadonlySet<string>[] =>
  Array.from(
    { length: 2 ** namesOfSet.length },
    (_, mask) => new Set(namesOfSet.filter((_name, at) => (mask >> at) % 2 === 1)),
  );

/** Axis by axis the values, each with the mask of the policies that take it. */
interface AxisValues {
  readonly masks: readonly number[];
  readonly extra: readonly string[];
}

export interface Brute {
  /** For one person, the answer to each claim that concerns it: `proved`, `open`, or `needs a+b|c`; and `unknown`. */
  readonly answersFor: (person: Person) => Readonly<Record<string, string>>;
  /** Policies that change nothing for these people. Only where nothing is unknown. */
  readonly deadPolicies: (people: readonly Person[]) => readonly string[];
  readonly points: () => number;
}

const mentions = (policies: readonly GraphPolicy[], read: (policy: GraphPolicy) => unknown): boolean =>
  policies.some((policy) => strings(read(policy)).length > 0);

interface Case {
  readonly mask: number;
  readonly client: string;
  readonly matching: string;
}

export const bruteForce = (policies: readonly GraphPolicy[], groups: GroupMembers = members): Brute => {
  const applicationAtoms = [
    ...new Set(
      policies.flatMap(({ conditions }) =>
        (conditions.applications['applicationFilter'] ?? null) === null
          ? []
          : [plainRule(field(conditions.applications['applicationFilter'], 'rule'))],
      ),
    ),
  ];
  const deviceAtoms = [
    ...new Set(
      policies.flatMap(({ conditions: { devices } }) => [
        ...low(strings(devices?.['excludeDevices'])).flatMap((word) => oldWords[word] ?? []),
        ...((devices?.['deviceFilter'] ?? null) === null
          ? []
          : [deviceAtom(field(devices?.['deviceFilter'], 'rule')).key]),
      ]),
    ),
  ];
  const capabilities = [
    ...new Set([
      ...policies
        .flatMap((policy) => [...factorsOf(policy, 'least'), ...factorsOf(policy, 'most')])
        .filter(isCapability),
      ...deviceAtoms.flatMap((atom) =>
        atom === oldWords['compliant']
          ? ['compliantDevice']
          : atom === oldWords['domainjoined']
            ? ['domainJoinedDevice']
            : [],
      ),
    ]),
  ].toSorted();
  const capabilitySets = subsets(capabilities);
  const usesPlaces = policies.some(({ conditions }) => conditions.locations !== null);
  const placeWordsUsed = new Set(
    policies.flatMap(({ conditions: { locations } }) => [
      ...strings(locations?.['includeLocations']),
      ...strings(locations?.['excludeLocations']),
    ]),
  );
  const spots: Spot[] = [];
  for (const address of Object.keys(rangesWith))
    for (const country of placeWordsUsed.has(places.countries) ? ['US', 'DE', 'JP', null] : ['JP'])
      for (const gps of placeWordsUsed.has(places.gps) ? ['FR', 'JP', null] : ['JP'])
        for (const isNetwork of placeWordsUsed.has(places.network) ? [false, true] : [false])
          for (const isMfaIp of [false, true]) spots.push({ address, country, gps, isNetwork, isMfaIp });
  let points = 0;

  const maskOf = (test: (policy: GraphPolicy) => boolean): number =>
    policies.reduce((mask, policy, at) => mask | (test(policy) ? 2 ** at : 0), 0);
  const axis = <Value>(
    values: readonly Value[],
    takes: (policy: GraphPolicy, value: Value, reading: Reading) => boolean,
    reading: Reading,
    name: (value: Value) => string = String,
  ): AxisValues => ({
    masks: values.map((value) => maskOf((policy) => takes(policy, value, reading))),
    extra: values.map(name),
  });

  const casesOf = (claim: Partial<BruteClaim>, reading: Reading): readonly Case[] => {
    const pick = (asked: string | undefined, values: readonly string[], isNamed: boolean): readonly string[] =>
      asked === undefined ? (isNamed ? values : values.slice(0, 1)) : [asked];
    const pairs = (claim.targets ?? [...applicationTargets, ...actions, ...contexts]).flatMap((target) =>
      subsets(applicationAtoms).map((matching) => ({ target, matching })),
    );
    const usableSpots = usesPlaces
      ? spots.filter((spot) => claim.outsideTrusted !== true || !isTrusted(spot))
      : spots.slice(0, 1);
    const axesOfClaim = [
      axis(claim.clients ?? clients, takesClient, reading),
      axis(subsets(deviceAtoms), takesDevice, reading, (set) => [...set].join('&')),
      axis(
        pairs,
        (policy, { target, matching }, how) => takesTarget(policy, target, matching, how),
        reading,
        () => '',
      ),
      axis(usableSpots, takesSpot, reading, () => ''),
      axis(
        policies.some(({ conditions }) => conditions.platforms !== null) ? platforms : platforms.slice(0, 1),
        takesPlatform,
        reading,
      ),
      axis(
        pick(
          claim.risk,
          levels,
          mentions(policies, ({ conditions }) => conditions.signInRiskLevels),
        ),
        (policy, value, how) => takesWord(policy.conditions.signInRiskLevels, value, levels, how),
        reading,
      ),
      axis(
        pick(
          claim.userRisk,
          levels,
          mentions(policies, ({ conditions }) => conditions.userRiskLevels),
        ),
        (policy, value, how) => takesWord(policy.conditions.userRiskLevels, value, levels, how),
        reading,
      ),
      axis(
        pick(
          undefined,
          insiderLevels,
          mentions(policies, ({ conditions }) => conditions.insiderRiskLevels),
        ),
        (policy, value, how) => takesWord(strings(policy.conditions.insiderRiskLevels), value, insiderLevels, how),
        reading,
      ),
      axis(
        pick(
          claim.flow,
          flows,
          mentions(policies, ({ conditions }) => conditions.authenticationFlows?.transferMethods),
        ),
        (policy, value, how) =>
          takesWord(strings(policy.conditions.authenticationFlows?.transferMethods), value, flows, how),
        reading,
      ),
    ];
    const strange = reading === 'least' ? maskOf(({ conditions }) => 'moonPhases' in conditions) : 0;
    const found = new Map<string, Case>();
    const [clientAxis, deviceAxis, ...rest] = axesOfClaim;
    if (clientAxis === undefined || deviceAxis === undefined) throw new RangeError('two axes at least');
    const walk = (at: number, mask: number, client: string, matching: string): void => {
      const next = rest[at];
      if (next === undefined) {
        points += 1;
        const key = `${mask}/${client}/${matching}`;
        if (!found.has(key)) found.set(key, { mask, client, matching });
        return;
      }
      for (const more of next.masks) walk(at + 1, mask & more, client, matching);
    };
    for (const [c, clientMask] of clientAxis.masks.entries())
      for (const [d, deviceMask] of deviceAxis.masks.entries())
        walk(
          0,
          (2 ** policies.length - 1) & ~strange & clientMask & deviceMask,
          clientAxis.extra[c] ?? '',
          deviceAxis.extra[d] ?? '',
        );
    return [...found.values()];
  };

  const known = new Map<string, readonly Case[]>();
  const cases = (name: string, claim: Partial<BruteClaim>, reading: Reading): readonly Case[] => {
    const key = `${name}/${reading}`;
    const list = known.get(key) ?? casesOf(claim, reading);
    known.set(key, list);
    return list;
  };

  /** A device that matches the rule of a capability has it, one that does not has it not. */
  const mayHave = (set: ReadonlySet<string>, matching: string): boolean => {
    const atoms = matching.split('&');
    const agrees = (atom: string, capability: string): boolean =>
      !deviceAtoms.includes(atom) || atoms.includes(atom) === set.has(capability);
    return (
      agrees(oldWords['compliant'] ?? '', 'compliantDevice') &&
      agrees(oldWords['domainjoined'] ?? '', 'domainJoinedDevice')
    );
  };

  const satisfied = new Map<string, boolean>();
  const isSatisfiedBy = (at: number, grade: Grade, set: number, client: string, reading: Reading): boolean => {
    const key = `${at}/${grade}/${set}/${client}/${reading}`;
    const policy = policies[at];
    const value =
      satisfied.get(key) ??
      (policy === undefined || isSatisfied(policy, grade, capabilitySets[set] ?? new Set(), client, reading));
    satisfied.set(key, value);
    return value;
  };

  const answer = (name: string, claim: BruteClaim, applying: number, reading: Reading): string => {
    const sufficient = new Set<number>();
    for (const { mask, client, matching } of cases(name, claim, reading))
      for (const [set, held] of capabilitySets.entries())
        if (
          !sufficient.has(set) &&
          mayHave(held, matching) &&
          policies.every(
            (_policy, at) =>
              ((mask & applying) >> at) % 2 === 0 || isSatisfiedBy(at, claim.grade, set, client, reading),
          )
        )
          sufficient.add(set);
    if (sufficient.size === 0) return 'proved';
    if (sufficient.has(0)) return 'open';
    const smallest = [...sufficient].filter(
      (set) => ![...sufficient].some((other) => other !== set && (other & set) === other),
    );
    return `needs ${smallest
      .map((set) => [...(capabilitySets[set] ?? [])].join('+'))
      .toSorted()
      .join('|')}`;
  };

  const remembered = new Map<string, string>();
  const bothReadings = (name: string, claim: BruteClaim, least: number, most: number): string => {
    const key = `${name}/${least}/${most}`;
    const found = remembered.get(key);
    if (found !== undefined) return found;
    const [one, other] = [answer(name, claim, least, 'least'), answer(name, claim, most, 'most')];
    const result = one.split(' ')[0] === other.split(' ')[0] ? one : 'unknown';
    remembered.set(key, result);
    return result;
  };

  return {
    points: () => points,
    answersFor: (person) => {
      const least = maskOf((policy) => appliesTo(policy, person, 'least', groups));
      const most = maskOf((policy) => appliesTo(policy, person, 'most', groups));
      return Object.fromEntries(
        Object.entries(bruteClaims)
          .filter(([, claim]) => claim.concerns(person))
          .map(([name, claim]) => [name, bothReadings(name, claim, least, most)]),
      );
    },
    deadPolicies: (people) => {
      const factors = [...new Set(policies.flatMap((policy) => factorsOf(policy, 'least')))].filter(
        (factor) => factor !== 'anybody' && factor !== 'nobody',
      );
      // MFA belongs to whoever meets a strength that holds it.
      const shown = subsets([...new Set([...factors, ...capabilities])]).filter(
        (set) =>
          set.has('mfa') || !factors.includes('mfa') || ![...set].some((factor) => /^(strong|resistant):/.test(factor)),
      );
      const canShow = (factor: string, client: string): boolean =>
        client !== 'other' && (client !== 'exchangeActiveSync' || factor === 'compliantDevice');
      const isIn = (policy: GraphPolicy, set: ReadonlySet<string>, client: string): boolean => {
        const own = factorsOf(policy, 'least');
        const met = own.map((factor) => factor === 'anybody' || (set.has(factor) && canShow(factor, client)));
        return own.length === 0 || (isAndOf(policy, 'least') ? met.every(Boolean) : met.some(Boolean));
      };
      const allCases = cases('', {}, 'least');
      const applying = [
        ...new Set(people.map((person) => maskOf((policy) => appliesTo(policy, person, 'least', groups)))),
      ];
      return policies
        .filter((policy, at) => {
          if (policy.state !== 'enabled' || policy.sessionControls !== null) return false;
          return applying.every(
            (own) =>
              (own >> at) % 2 === 0 ||
              allCases.every(({ mask, client, matching }) => {
                const here = policies.filter((_policy, index) => ((mask & own) >> index) % 2 === 1);
                if (!here.includes(policy)) return true;
                return shown.every(
                  (set) =>
                    !mayHave(set, matching) ||
                    here.every((each) => each === policy || isIn(each, set, client)) ===
                      here.every((each) => isIn(each, set, client)),
                );
              }),
          );
        })
        .map(({ id }) => id);
    },
  };
};
