// cspell:ignore customsecurityattribute
import {
  applications,
  globalAdministrator,
  goneUser,
  groupIds,
  helpdesk,
  homeTenants,
  places,
  reader,
  userIds,
} from './universe.ts';

/** A policy as Graph returns it, as far as a random one says anything. */
export interface GraphPolicy {
  id: string;
  displayName: string;
  state: string;
  conditions: {
    users: Record<string, unknown>;
    applications: Record<string, unknown>;
    clientAppTypes: string[];
    platforms: Record<string, string[]> | null;
    locations: Record<string, string[]> | null;
    devices: Record<string, unknown> | null;
    signInRiskLevels: string[];
    userRiskLevels: string[];
    insiderRiskLevels: string | null;
    authenticationFlows: { transferMethods: string } | null;
    [unknown: string]: unknown;
  };
  grantControls: Record<string, unknown> | null;
  sessionControls: Record<string, unknown> | null;
}

/** Mulberry32: a seed repeats a set. */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

interface Dice {
  readonly chance: (probability: number) => boolean;
  readonly one: <Item>(items: readonly Item[]) => Item;
  readonly some: <Item>(items: readonly Item[], most: number) => Item[];
}

const diceOf = (random: () => number): Dice => {
  const one = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to choose from');
    return item;
  };
  const some = <Item>(items: readonly Item[], most: number): Item[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => one(items))),
  ];
  return { chance: (probability) => random() < probability, one, some };
};

/** The axes of a set: few, so that the full product stays small. */
const axes = [
  'target',
  'applicationRule',
  'client',
  'platform',
  'place',
  'risk',
  'userRisk',
  'insiderRisk',
  'flow',
  'device',
] as const;
type Axis = (typeof axes)[number];

const unknown = 'unknownFutureValue';
const appWords = [...Object.values(applications), 'Office365', 'MicrosoftAdminPortals'];
const appRules = [
  'CustomSecurityAttribute.Team_Kind -contains "pay"',
  "customsecurityattribute.team_kind  -contains 'pay'",
  'CustomSecurityAttribute.Team_Kind -notContains "pay"',
];
const deviceRules = [
  'device.isCompliant -eq True',
  '(device.isCompliant -ne "true")',
  'device.trustType -eq "ServerAD"',
  'device.model -eq "Kiosk"',
  "device.model  -ne 'kiosk'",
  'device.model -eq "Kiosk" -or device.isCompliant -eq True',
];
const guestKinds = [
  'internalGuest',
  'b2bCollaborationGuest',
  'b2bCollaborationMember',
  'b2bDirectConnectUser',
  'otherExternalUser',
  'serviceProvider',
];

const guestsOf = (dice: Dice): Record<string, unknown> => ({
  guestOrExternalUserTypes: [...dice.some(guestKinds, 3), ...(dice.chance(0.03) ? [unknown] : [])].join(),
  externalTenants: dice.chance(0.4)
    ? { membershipKind: dice.chance(0.1) ? unknown : 'enumerated', members: dice.some(homeTenants, 2) }
    : { '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants', membershipKind: 'all' },
});

const sideOf = (dice: Dice, side: 'include' | 'exclude', isDense: boolean): Record<string, unknown> => {
  const words = [...userIds, ...(dice.chance(0.1) ? [goneUser, 'GuestsOrExternalUsers'] : [])];
  const isEverybody = side === 'include' && dice.chance(0.6);
  const users = isEverybody ? ['All'] : dice.chance(isDense ? 0.5 : 0.3) ? dice.some(words, 2) : [];
  return {
    [`${side}Users`]: [...users, ...(dice.chance(0.02) ? [unknown] : [])],
    [`${side}Groups`]: dice.chance(0.25)
      ? dice.some([groupIds.staff, groupIds.partners, groupIds.gone, ...(dice.chance(0.1) ? [groupIds.unread] : [])], 2)
      : [],
    [`${side}Roles`]: dice.chance(0.25) ? dice.some([globalAdministrator, helpdesk, reader], 2) : [],
    [`${side}GuestsOrExternalUsers`]: dice.chance(0.2) ? guestsOf(dice) : null,
  };
};

const applicationsOf = (dice: Dice, named: ReadonlySet<Axis>): Record<string, unknown> => {
  if (named.has('target') && dice.chance(0.15)) {
    return dice.chance(0.6)
      ? { includeUserActions: dice.some(['urn:user:registersecurityinfo', 'urn:user:registerdevice'], 2) }
      : { includeAuthenticationContextClassReferences: dice.some(['c1', 'c2'], 2) };
  }
  const include =
    !named.has('target') || dice.chance(0.5) ? ['All'] : dice.chance(0.05) ? ['None'] : dice.some(appWords, 3);
  const applicationFilter =
    named.has('applicationRule') && dice.chance(0.6)
      ? { mode: dice.chance(0.05) ? unknown : dice.one(['include', 'exclude']), rule: dice.one(appRules) }
      : null;
  return {
    includeApplications: [
      ...(applicationFilter !== null && dice.chance(0.4) ? [] : include),
      ...(dice.chance(0.02) ? ['SomeNewBundle'] : []),
    ],
    excludeApplications:
      named.has('target') && dice.chance(0.4)
        ? [...dice.some(appWords, 2), ...(dice.chance(0.03) ? ['SomeNewBundle'] : [])]
        : [],
    applicationFilter,
  };
};

const wordsOf = (dice: Dice, words: readonly string[], most: number): string[] => [
  ...dice.some(words, most),
  ...(dice.chance(0.03) ? [unknown] : []),
];

const devicesOf = (dice: Dice): Record<string, unknown> =>
  dice.chance(0.15)
    ? { includeDevices: ['All'], excludeDevices: wordsOf(dice, ['Compliant', 'DomainJoined'], 2) }
    : {
        includeDevices: [],
        excludeDevices: [],
        deviceFilter: {
          mode: dice.chance(0.03) ? unknown : dice.one(['include', 'exclude']),
          rule: dice.one(deviceRules),
        },
      };

const placeWords = [
  ...Object.values(places).filter((place) => place !== places.unread),
  'AllTrusted',
  '00000000-0000-0000-0000-000000000000',
];

const strengths = [
  {
    id: '00000000-0000-0000-0000-000000000002',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['fido2', 'password,sms', 'federatedMultiFactor'],
  },
  {
    id: '00000000-0000-0000-0000-000000000004',
    requirementsSatisfied: 'mfa',
    allowedCombinations: ['fido2', 'windowsHelloForBusiness'],
  },
  { id: 'f0000000-0000-4000-8000-000000000001', requirementsSatisfied: 'mfa', allowedCombinations: ['password'] },
  { id: 'f0000000-0000-4000-8000-000000000002', requirementsSatisfied: 'mfa', allowedCombinations: [] },
  { id: 'f0000000-0000-4000-8000-000000000003', requirementsSatisfied: 'none', allowedCombinations: [] },
  { id: 'f0000000-0000-4000-8000-000000000004', requirementsSatisfied: 'mfa', allowedCombinations: ['fido2', unknown] },
  { id: 'f0000000-0000-4000-8000-000000000005' },
];

const grantOf = (dice: Dice): Record<string, unknown> | null => {
  if (dice.chance(0.04)) return null;
  const operator = dice.chance(0.02) ? 'XOR' : dice.one(['OR', 'OR', 'OR', 'AND', null]);
  const none = {
    operator,
    builtInControls: [],
    customAuthenticationFactors: [],
    termsOfUse: [],
    authenticationStrength: null,
  };
  if (dice.chance(0.2)) return { ...none, builtInControls: ['block'] };
  const controls = dice.chance(0.8)
    ? wordsOf(
        dice,
        [
          'mfa',
          'mfa',
          'compliantDevice',
          'domainJoinedDevice',
          'approvedApplication',
          'passwordChange',
          'riskRemediation',
        ],
        2,
      )
    : [];
  return {
    ...none,
    builtInControls: controls,
    customAuthenticationFactors: dice.chance(0.05) ? ['duo'] : [],
    termsOfUse: dice.chance(0.07) ? ['terms'] : [],
    authenticationStrength: dice.chance(0.2) ? dice.one(strengths) : null,
  };
};

const policyOf = (dice: Dice, at: number, named: ReadonlySet<Axis>): GraphPolicy => {
  const uses = (axis: Axis): boolean => named.has(axis) && dice.chance(0.55);
  const unlessUnread = (words: string[]): string[] => (dice.chance(0.03) ? [...words, places.unread] : words);
  return {
    id: `0000000${at}-ffff-4fff-8fff-000000000000`,
    displayName: `Policy ${at}`,
    state: dice.chance(0.03)
      ? unknown
      : dice.one([
          'enabled',
          'enabled',
          'enabled',
          'enabled',
          'enabled',
          'enabled',
          'disabled',
          'enabledForReportingButNotEnforced',
        ]),
    conditions: {
      users: { ...sideOf(dice, 'include', true), ...(dice.chance(0.5) ? sideOf(dice, 'exclude', false) : {}) },
      applications: applicationsOf(dice, named),
      clientAppTypes: uses('client')
        ? wordsOf(dice, ['browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other'], 3)
        : dice.one([['all'], []]),
      platforms: uses('platform')
        ? {
            includePlatforms: dice.chance(0.4) ? ['all'] : wordsOf(dice, ['windows', 'iOS', 'linux'], 2),
            excludePlatforms: dice.chance(0.4) ? wordsOf(dice, ['windows', 'android'], 2) : [],
          }
        : null,
      locations: uses('place')
        ? {
            includeLocations: dice.chance(0.5) ? ['All'] : unlessUnread(dice.some(placeWords, 2)),
            excludeLocations: dice.chance(0.6) ? unlessUnread(dice.some(placeWords, 2)) : [],
          }
        : null,
      devices: uses('device') ? devicesOf(dice) : null,
      signInRiskLevels: uses('risk') ? wordsOf(dice, ['none', 'low', 'medium', 'high', 'high'], 3) : [],
      userRiskLevels: uses('userRisk') ? wordsOf(dice, ['low', 'high', 'high'], 2) : [],
      insiderRiskLevels: uses('insiderRisk') ? wordsOf(dice, ['minor', 'elevated'], 2).join() : null,
      authenticationFlows: uses('flow')
        ? { transferMethods: wordsOf(dice, ['deviceCodeFlow', 'authenticationTransfer'], 2).join() }
        : null,
      ...(dice.chance(0.01) ? { moonPhases: ['full'] } : {}),
    },
    grantControls: grantOf(dice),
    sessionControls: dice.chance(0.1) ? { signInFrequency: { isEnabled: true } } : null,
  };
};

const swapped = (condition: Record<string, string[]> | null, axis: 'Platforms' | 'Locations', all: string) => {
  const { [`include${axis}`]: include = [], [`exclude${axis}`]: exclude = [] } = condition ?? {};
  return {
    [`include${axis}`]: exclude.length > 0 ? exclude : [all],
    [`exclude${axis}`]: include.filter((word) => word !== all),
  };
};

/** What a policy leaves out along one axis: together the two may cover everything, or nearly. */
const complementOf = (dice: Dice, { conditions, ...rest }: GraphPolicy, at: number): GraphPolicy => {
  const { platforms, locations, devices, applications: apps } = conditions;
  const filter = devices?.['deviceFilter'];
  const changes = [
    ...(platforms === null ? [] : [{ platforms: swapped(platforms, 'Platforms', 'all') }]),
    ...(locations === null ? [] : [{ locations: swapped(locations, 'Locations', 'All') }]),
    ...(filter === undefined
      ? []
      : [{ devices: { ...devices, deviceFilter: { ...Object(filter), mode: dice.one(['include', 'exclude']) } } }]),
    ...(Array.isArray(apps['excludeApplications']) && apps['excludeApplications'].length > 0
      ? [{ applications: { includeApplications: apps['excludeApplications'] } }]
      : [
          { applications: { ...apps, includeApplications: ['All'], excludeApplications: apps['includeApplications'] } },
        ]),
    { users: { includeUsers: ['All'] } },
  ];
  return {
    ...rest,
    id: `0000000${at}-ffff-4fff-8fff-000000000000`,
    displayName: `Policy ${at}`,
    conditions: { ...conditions, ...dice.one(changes) },
    grantControls: dice.chance(0.7) ? rest.grantControls : grantOf(dice),
  };
};

/** One to seven policies over at most three axes. */
export const randomPolicies = (seed: number): GraphPolicy[] => {
  const dice = diceOf(randomFrom(seed));
  const named = new Set<Axis>(dice.some(axes, 3));
  const policies = Array.from({ length: 1 + dice.one([0, 1, 2, 2, 3, 4]) }, (_, at) => policyOf(dice, at + 1, named));
  while (policies.length < 7 && dice.chance(0.5)) {
    policies.push(complementOf(dice, dice.one(policies), policies.length + 1));
  }
  return policies;
};
