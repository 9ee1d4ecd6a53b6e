import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { makePosture, type StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type {
  ConditionalAccessGroup,
  ConditionalAccessPolicy,
  PolicyGrant,
  PolicySide,
} from '#shared/surfaces/conditional-access/schema.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import type { SecureScoreControl, SecureScoreDay } from '#shared/surfaces/secure-score/schema.ts';
import { passingPolicies } from './passing-policies.ts';

/** Facts of fictitious tenants. Each builder makes a fact on which findings pass; a test overrides single fields. */
type Facts = FactsBySurface;
type Seat = Facts['users']['licenses'][number];

export const now = new Date('2026-11-22T12:00:00.000Z');
export const tenantId = '0b1c2d3e-0000-4000-8000-000000000001';
export const userId = (number: number): string => `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const groupId = (number: number): string => `bbbbbbbb-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const applicationId = (number: number): string => `eeeeeeee-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const paidSku = 'cccccccc-0000-4000-8000-000000000001';

/** A license that was assigned years ago. */
export const seat = (skuId: string = paidSku, overrides: Partial<Seat> = {}): Seat => ({
  skuId,
  disabledPlanIds: [],
  assignedAt: '2024-01-01T00:00:00.000Z',
  groupIds: [],
  ...overrides,
});

export const user = (number: number, overrides: Partial<Facts['users']> = {}): Facts['users'] => ({
  userId: userId(number),
  upn: `person${number}@acme.example`,
  displayName: `Person ${number}`,
  mail: `person${number}@acme.example`,
  proxyAddresses: [],
  accountEnabled: true,
  userType: 'member',
  licenses: [seat()],
  createdAt: '2024-01-01T00:00:00.000Z',
  employeeHireAt: null,
  isSynced: false,
  ...overrides,
});

export const users = (count: number): Facts['users'][] => Array.from({ length: count }, (_, at) => user(at + 1));

export const registration = (
  number: number,
  overrides: Partial<Facts['mfa-registrations']> = {},
): Facts['mfa-registrations'] => ({
  userId: userId(number),
  isRegistered: true,
  isCapable: true,
  isPasswordless: false,
  isAdmin: false,
  methods: ['microsoftAuthenticatorPush'],
  basis: 'report',
  ...overrides,
});

export const roleHolder = (
  number: number,
  overrides: Partial<Facts['directory-roles']> = {},
): Facts['directory-roles'] => ({
  principalId: userId(number),
  principalType: 'user',
  principalName: `Person ${number}`,
  principalAppId: null,
  roleTemplateId: globalAdministrator,
  roleName: 'Global Administrator',
  isPrivileged: true,
  directoryScopeId: '/',
  viaGroupId: null,
  ...overrides,
});

export const roleSchedule = (
  number: number,
  overrides: Partial<Facts['role-schedules']> = {},
): Facts['role-schedules'] => ({
  scheduleId: `schedule-${number}`,
  kind: 'assigned',
  principalId: userId(number),
  principalType: 'user',
  principalName: `Person ${number}`,
  roleTemplateId: globalAdministrator,
  directoryScopeId: '/',
  viaGroupId: null,
  startAt: null,
  endAt: null,
  memberType: 'direct',
  ...overrides,
});

export const policySide = (overrides: Partial<PolicySide> = {}): PolicySide => ({
  everyone: false,
  userIds: [],
  groupIds: [],
  roleIds: [],
  guests: false,
  guestTypes: [],
  guestTenants: { membership: 'all', tenantIds: [] },
  ...overrides,
});

export const everyone = policySide({ everyone: true });

export const policyGrant = (overrides: Partial<PolicyGrant> = {}): PolicyGrant => ({
  operator: 'OR',
  controls: ['mfa'],
  customAuthenticationFactors: [],
  termsOfUse: [],
  strength: null,
  ...overrides,
});

/** A policy that requires MFA of all users for all applications. */
export const policy = (overrides: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy => ({
  kind: 'policy',
  policyId: 'policy-1',
  name: 'MFA for everybody',
  state: 'enabled',
  createdAt: null,
  modifiedAt: null,
  include: everyone,
  exclude: policySide(),
  applications: {
    everything: true,
    include: [],
    exclude: [],
    userActions: [],
    authenticationContexts: [],
    filter: null,
  },
  forWorkloads: false,
  clientAppTypes: ['all'],
  platforms: null,
  locations: null,
  devices: null,
  signInRiskLevels: [],
  userRiskLevels: [],
  servicePrincipalRiskLevels: [],
  insiderRiskLevels: [],
  authenticationFlows: [],
  unknownConditions: [],
  grant: policyGrant(),
  sessionControls: [],
  ...overrides,
});

/** A policy that blocks legacy authentication for all users. */
export const legacyBlock = (overrides: Partial<ConditionalAccessPolicy> = {}): ConditionalAccessPolicy =>
  policy({
    policyId: 'policy-legacy',
    name: 'Block legacy authentication',
    clientAppTypes: ['exchangeActiveSync', 'other'],
    grant: policyGrant({ controls: ['block'] }),
    ...overrides,
  });

export const group = (number: number, memberNumbers: readonly number[]): ConditionalAccessGroup => ({
  kind: 'group',
  groupId: groupId(number),
  part: 0,
  found: true,
  memberIds: memberNumbers.map(userId),
});

export const license = (overrides: Partial<Facts['licenses']> = {}): Facts['licenses'] => ({
  skuId: paidSku,
  partNumber: 'SPB',
  capabilityStatus: 'enabled',
  appliesTo: 'user',
  enabled: 25,
  warning: 0,
  suspended: 0,
  lockedOut: 0,
  consumed: 10,
  servicePlans: [{ planId: 'plan-1', name: 'AAD_PREMIUM', provisioningStatus: 'Success' }],
  ...overrides,
});

export const domain = (name: string, overrides: Partial<Facts['domains']> = {}): Facts['domains'] => ({
  name,
  authentication: 'managed',
  isVerified: true,
  isDefault: true,
  isInitial: false,
  passwordValidityDays: 2_147_483_647,
  ...overrides,
});

export const mailbox = (number: number, purpose: Facts['mailbox-settings']['purpose']): Facts['mailbox-settings'] => ({
  userId: userId(number),
  purpose,
  askedOn: '2026-11-20',
});

export const connection = (
  credential: Partial<ConnectionPosture['credential']> = {},
  grantedScopes: readonly string[] = ['Directory.Read.All', 'Policy.Read.All'],
): ConnectionPosture => ({
  connectionId: 'con_1',
  clientId: 'own-app',
  name: 'Acme',
  credential: { kind: 'secret', expiresOn: '2027-06-01', state: 'valid', ...credential },
  grantedScopes,
  reads: ['posture'],
  probe: undefined,
});

export const scoreDay = (on: string, currentScore: number, maxScore = 100): SecureScoreDay => ({
  kind: 'day',
  day: on,
  createdAt: `${on}T00:00:00.000Z`,
  currentScore,
  maxScore,
  activeUsers: 10,
  licensedUsers: 10,
  averages: [],
});

export const scoreControl = (controlId: string, overrides: Partial<SecureScoreControl> = {}): SecureScoreControl => ({
  kind: 'control',
  controlId,
  title: `Do ${controlId}`,
  category: 'Identity',
  score: 0,
  maxScore: 10,
  points: 10,
  hasProfile: true,
  deprecated: false,
  state: 'default',
  userImpact: 'low',
  implementationCost: 'low',
  rank: 1,
  tier: null,
  service: null,
  threats: [],
  actionUrl: null,
  ...overrides,
});

export const okState: SurfaceState = { state: 'ok', dataAsOf: '2026-11-22T11:00:00.000Z' };
export const needsAccess: SurfaceState = { state: 'needs-access', needs: ['Policy.Read.All'], dataAsOf: null };
export const needsLicense: SurfaceState = { state: 'needs-license', needs: ['AAD_PREMIUM'], dataAsOf: null };
export const stale: SurfaceState = {
  state: 'stale',
  since: '2026-11-22T11:30:00.000Z',
  dataAsOf: '2026-11-22T05:00:00.000Z',
};

const surfaceIds = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

/**
 * Facts of a tenant with P1: two admins, three other users, all registered, one policy for MFA and one against legacy
 * authentication.
 */
export const basicFacts = (): StoredFacts => ({
  users: users(5),
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number)),
  'directory-roles': [roleHolder(1), roleHolder(2)],
  'role-schedules': [roleSchedule(1), roleSchedule(2)],
  'security-defaults': [{ isEnabled: false }],
  'conditional-access': [policy(), legacyBlock()],
  'per-user-mfa': [],
  'mailbox-settings': [],
  licenses: [license()],
  domains: [domain('acme.example')],
  'directory-policies': passingPolicies(),
  'secure-score': [scoreDay('2026-11-21', 80), scoreControl('Done', { score: 10, points: 0 })],
});

/** The posture of `basicFacts`, with some facts and states replaced. */
export const posture = (
  facts: StoredFacts = {},
  states: Readonly<Record<string, SurfaceState>> = {},
  markedBreakGlass: readonly string[] = [],
  reachedBy: ConnectionPosture | undefined = connection(),
): Posture =>
  makePosture({
    prices: listPrices,
    tenant: { kind: 'tenant', id: tenantId, name: 'Acme' },
    now,
    states: { ...Object.fromEntries(surfaceIds.map((id) => [id, okState])), ...states },
    facts: { ...basicFacts(), ...facts },
    markedBreakGlass,
    connection: reachedBy,
  });
