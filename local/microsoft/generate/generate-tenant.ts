import { addDays, addSeconds, instantOf } from '#shared/kernel/clock.ts';
import { globalAdministrator } from '../directory-roles.ts';
import { aLaptop } from '../managed-device.ts';
import { builtInStrengths } from '../named-location.ts';
import { guidOf, type Random, random } from '../random.ts';
import { standardServicePrincipals } from '../service-principal.ts';
import { defaultDirectoryPolicies } from '../simulated-directory-policies.ts';
import { defaultSharePoint } from '../simulated-sharepoint.ts';
import type {
  SimulatedDomain,
  SimulatedRoleAssignment,
  SimulatedSubscription,
  SimulatedTenant,
  SimulatedUser,
} from '../tenant.ts';
import { vectisApplication } from './generate-applications.ts';
import { aGuest, aMailboxAccount, aMember, assignLicense } from './generate-people.ts';
import { scoreHistory, standardControls } from './generate-secure-score.ts';

/** The properties of a tenant to generate. Everything else follows from the seed. */
export interface TenantRecipe {
  readonly seed: number;
  readonly now: Date;
  /** Number of enabled members with a license. */
  readonly users: number;
  readonly name?: string;
  /** Default: a name below `example.com`, made from the seed. */
  readonly domain?: string;
  /** Part number of the SKU assigned to every member. Default: SPB (Business Premium). */
  readonly plan?: string;
  readonly guests?: number;
  /** Number of members with a disabled account and no license. */
  readonly disabled?: number;
  readonly sharedMailboxes?: number;
  readonly rooms?: number;
  /** Number of members, from the first, who are Global Administrators. Default: 2. */
  readonly globalAdmins?: number;
  /** Number of members, from the first, who registered the Authenticator. Default: all. */
  readonly registered?: number;
  readonly securityDefaults?: boolean;
  readonly grantedScopes?: readonly string[];
  /** Ids of the implemented Secure Score controls. */
  readonly controlsDone?: readonly string[];
}

const defaultControlsDone = ['OneAdmin', 'PWAgePolicyNew', 'exo_mailboxaudit', 'mdo_safelinksforemail', 'AdminMFAV2'];

/** Generates a complete directory, the same for the same recipe. The caller may change the result. */
export const generateTenant = (recipe: TenantRecipe): SimulatedTenant => {
  const draw = random(recipe.seed);
  const tenantId = guidOf(`tenant ${recipe.seed}`);
  const domain = recipe.domain ?? `tenant-${recipe.seed}.example.com`;
  const users = makeUsers(recipe, draw, domain);
  const controls = standardControls();
  const secureScores = scoreHistory(draw, recipe.now, controls, recipe.controlsDone ?? defaultControlsDone);
  const application = vectisApplication(recipe, draw, tenantId);
  return {
    tenantId,
    displayName: recipe.name ?? `Tenant ${recipe.seed}`,
    createdAt: instantOf(addDays(recipe.now, -2200)),
    domains: makeDomains(domain, recipe.seed),
    subscriptions: makeSubscriptions(recipe, users),
    users,
    groups: [],
    servicePrincipals: standardServicePrincipals(tenantId, application),
    roleAssignments: users.slice(0, recipe.globalAdmins ?? 2).map(({ id }) => roleAssignment(id, globalAdministrator)),
    roleEligibilities: [],
    conditionalAccessPolicies: [],
    namedLocations: [],
    authenticationStrengths: builtInStrengths(),
    securityDefaults: recipe.securityDefaults ?? false,
    directoryPolicies: defaultDirectoryPolicies(),
    sharePoint: defaultSharePoint(),
    serviceIssues: [],
    devices: users
      .filter(({ licenses }) => licenses.length > 0)
      .map((user) => aLaptop(user, instantOf(addSeconds(recipe.now, -3600)))),
    secureScores,
    secureScoreControls: controls,
    usage: { concealsNames: false, overrides: {} },
    alerts: [],
    risks: [],
    audits: [],
    applications: [application],
    faults: [],
    signInPageCap: 500,
  };
};

/** A permanent role assignment over the whole directory. */
export const roleAssignment = (principalId: string, roleTemplateId: string): SimulatedRoleAssignment => ({
  id: guidOf(`${principalId} holds ${roleTemplateId}`).replaceAll('-', ''),
  principalId,
  roleTemplateId,
  directoryScopeId: '/',
  activatedUntil: null,
  endsAt: null,
});

const makeDomains = (domain: string, seed: number): SimulatedDomain[] => [
  aDomain(domain, { isDefault: true }),
  aDomain(`tenant${seed}.onmicrosoft.example`, { isInitial: true }),
];

export const aDomain = (name: string, overrides: Partial<SimulatedDomain> = {}): SimulatedDomain => ({
  name,
  isVerified: true,
  isDefault: false,
  isInitial: false,
  authenticationType: 'Managed',
  passwordValidityPeriodInDays: 2_147_483_647,
  ...overrides,
});

const makeUsers = (recipe: TenantRecipe, draw: Random, domain: string): SimulatedUser[] => {
  const options = { random: draw, now: recipe.now, domain, taken: new Set<string>() };
  const times = <Item>(count: number | undefined, make: (index: number) => Item): Item[] =>
    Array.from({ length: count ?? 0 }, (_, index) => make(index));
  const members = times(recipe.users, () => aMember(options));
  for (const [index, member] of members.entries()) {
    assignLicense(member, recipe.plan ?? 'SPB');
    if (index < (recipe.registered ?? recipe.users))
      member.methods = ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];
  }
  const disabled = times(recipe.disabled, () => ({ ...aMember(options), accountEnabled: false }));
  const shared = times(recipe.sharedMailboxes, (index) =>
    aMailboxAccount(
      options,
      'shared',
      sharedNames[index]?.toLowerCase() ?? `shared${index}`,
      sharedNames[index] ?? `Shared ${index}`,
    ),
  );
  const rooms = times(recipe.rooms, (index) =>
    aMailboxAccount(options, 'room', `room${index + 1}`, `Meeting room ${index + 1}`),
  );
  return [...members, ...disabled, ...shared, ...rooms, ...times(recipe.guests, () => aGuest(options))];
};
const sharedNames = ['Info', 'Accounts', 'Support', 'Orders'];

/** Seats beyond those assigned. */
const spareSeats = 2;
const makeSubscriptions = ({ plan, now }: TenantRecipe, users: readonly SimulatedUser[]): SimulatedSubscription[] => {
  const partNumber = plan ?? 'SPB';
  return [
    subscription(partNumber, users.filter(({ licenses }) => licenses.includes(partNumber)).length + spareSeats, now),
  ];
};

export const subscription = (partNumber: string, seats: number, now: Date): SimulatedSubscription => ({
  partNumber,
  seats,
  warningSeats: 0,
  status: 'Enabled',
  isTrial: false,
  createdAt: instantOf(addDays(now, -900)),
  // Renewed a month ago, so that the list prices of today count whenever the simulation runs.
  renewsAt: instantOf(addDays(now, 335)),
});
