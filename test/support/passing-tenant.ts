import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import type { TenantContract } from '#shared/licensing/tenant-contract.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { globalAdministrator } from '#shared/posture/role-tiers.ts';
import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { passingSharePoint } from './describe-sharepoint-finding.ts';
import { mailboxRules } from './inbox-rule-facts.ts';
import { passingPolicies } from './passing-policies.ts';
import {
  connection,
  domain,
  legacyBlock,
  license,
  mailbox,
  policy,
  policyGrant,
  policySide,
  posture,
  registration,
  roleHolder,
  roleSchedule,
  scoreControl,
  scoreDay,
  user,
  userId,
} from './posture-facts.ts';

const plan = (name: string) => ({ planId: `plan ${name}`, name, provisioningStatus: 'Success' });

/** The two break-glass accounts, which every policy excludes. */
const breakGlassAccounts = policySide({ userIds: [userId(1), userId(2)] });
const forAll = (policyId: string, overrides: Partial<ConditionalAccessPolicy>): ConditionalAccessPolicy =>
  policy({ policyId, name: policyId, exclude: breakGlassAccounts, ...overrides });

const phishingResistant = {
  id: '00000000-0000-0000-0000-000000000004',
  name: 'Phishing-resistant MFA',
  satisfiesMfa: true,
  allowedCombinations: ['fido2'],
};

const passingConditionalAccess: ConditionalAccessPolicy[] = [
  forAll('Strong MFA', {
    clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'],
    grant: policyGrant({ controls: [], strength: phishingResistant }),
  }),
  forAll('Registration of methods', {
    applications: { ...policy().applications, everything: false, userActions: ['urn:user:registersecurityinfo'] },
  }),
  { ...legacyBlock(), exclude: breakGlassAccounts },
  forAll('No device codes', { authenticationFlows: ['deviceCodeFlow'], grant: policyGrant({ controls: ['block'] }) }),
  forAll('Risky sign-ins', { signInRiskLevels: ['high'], grant: policyGrant() }),
  forAll('Risky users', {
    userRiskLevels: ['high'],
    grant: policyGrant({ operator: 'AND', controls: ['mfa', 'passwordChange'] }),
  }),
];

const recentSignIn = { lastSuccessfulSignInAt: '2026-11-21T08:00:00.000Z' };

/**
 * Facts on which every finding passes: two break-glass accounts are permanent Global Administrators, two users are
 * eligible for the role, one user has no role, and sign-in to the shared mailbox is blocked.
 */
export const passingFacts = (): StoredFacts => ({
  users: [
    user(1),
    user(2),
    user(3, recentSignIn),
    user(4, recentSignIn),
    user(5, recentSignIn),
    user(6, { accountEnabled: false, licenses: [] }),
  ],
  'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { methods: ['fido2SecurityKey'] })),
  'directory-roles': [roleHolder(1), roleHolder(2)],
  'role-schedules': [
    roleSchedule(1),
    roleSchedule(2),
    roleSchedule(3, { kind: 'eligible', roleTemplateId: globalAdministrator }),
    roleSchedule(4, { kind: 'eligible', roleTemplateId: globalAdministrator }),
  ],
  'security-defaults': [{ isEnabled: false }],
  'conditional-access': passingConditionalAccess,
  'per-user-mfa': [],
  'mailbox-settings': [mailbox(5, 'user'), mailbox(6, 'shared')],
  'inbox-rules': [mailboxRules(5, []), mailboxRules(6, [])],
  licenses: [
    license({
      consumed: 25,
      servicePlans: ['AAD_PREMIUM', 'AAD_PREMIUM_P2', 'INTUNE_A', 'SHAREPOINTSTANDARD'].map(plan),
    }),
  ],
  domains: [domain('acme.example')],
  'directory-policies': passingPolicies(),
  'directory-audits': [],
  'secure-score': [scoreDay('2026-11-21', 100), scoreControl('Done', { score: 10, points: 0 })],
  'defender-alerts': [],
  'risky-users': [],
  'service-health': [],
  'sharepoint-settings': [passingSharePoint()],
  'app-grants': [],
  'managed-devices': [{ kind: 'counts', devices: 2, compliant: 2, noncompliant: 0, inGrace: 0, notKnown: 0 }],
});

const lastNight = '2026-11-22T02:00:00.000Z';

/** A connection whose mailbox probe was refused last night, as it should be. */
const passingConnection: ConnectionPosture = {
  ...connection(),
  reads: ['posture', 'communications'],
  probe: {
    triedAt: lastNight,
    askedUserId: userId(5),
    known: { outcome: 'refused', at: lastNight, userId: userId(5) },
  },
};

export const passingTenant = (
  facts: StoredFacts = {},
  states: Readonly<Record<string, SurfaceState>> = {},
): Posture => {
  const all = { ...passingFacts(), ...facts };
  return { ...posture(all, states, [], passingConnection), contract: exactContract(all) };
};

/** A contract that bills exactly the assigned seats. */
const exactContract = ({ licenses = [] }: StoredFacts): TenantContract => ({
  kind: 'known',
  seats: licenses.map(({ skuId, partNumber, consumed }) => ({ skuId, partNumber, name: partNumber, seats: consumed })),
});
