import type { z } from 'zod';
import type {
  RawAdminConsent,
  RawAuthenticationMethods,
  RawAuthorization,
  RawCrossTenantAccess,
  RawGroupSetting,
  RawMethod,
} from './raw-policies.ts';
import type { DirectoryPolicy } from './schema.ts';

type Fact<Kind extends DirectoryPolicy['kind']> = Extract<DirectoryPolicy, { kind: Kind }>;
type GuestRole = Fact<'authorization'>['guestRole'];

/** The same in every tenant. https://learn.microsoft.com/entra/identity/users/users-restrict-guest-permissions */
const guestRoles: Readonly<Record<string, GuestRole>> = {
  'a0b1b346-4d3e-4e8b-98f8-753987be4970': 'member',
  '10dae51f-b6af-4016-8d66-8c2a99b929b3': 'guest',
  '2af84b1e-32c8-42b7-82bc-daa82404023b': 'restricted',
};

export const authorization = (raw: z.output<typeof RawAuthorization>): Fact<'authorization'> => ({
  kind: 'authorization',
  invitesFrom: raw.allowInvitesFrom,
  guestRole: guestRoles[raw.guestUserRoleId?.toLowerCase() ?? ''] ?? 'unknown',
  emailVerifiedUsersMayJoin: raw.allowEmailVerifiedUsersToJoinOrganization,
  adminsMayResetOwnPassword: raw.allowedToUseSSPR,
  riskyConsentAllowed: raw.allowUserConsentForRiskyApps,
  msolPowerShellBlocked: raw.blockMsolPowerShell,
  usersMayCreateApps: raw.defaultUserRolePermissions.allowedToCreateApps,
  usersMayCreateSecurityGroups: raw.defaultUserRolePermissions.allowedToCreateSecurityGroups,
  usersMayCreateTenants: raw.defaultUserRolePermissions.allowedToCreateTenants,
  grantPolicies: raw.defaultUserRolePermissions.permissionGrantPoliciesAssigned.toSorted(),
});

export const adminConsent = (raw: z.output<typeof RawAdminConsent>): Fact<'admin-consent'> => ({
  kind: 'admin-consent',
  isEnabled: raw.isEnabled,
  reviewers: raw.reviewers.length,
  requestDays: raw.requestDurationInDays ?? null,
});

const migrations: Readonly<Record<string, Fact<'authentication-methods'>['migration']>> = {
  premigration: 'not-begun',
  migrationinprogress: 'in-progress',
  migrationcomplete: 'complete',
};

/** A method that is enabled for no target reaches nobody. */
const reachOf = ({ includeTargets }: RawMethod): 'everyone' | 'some' | 'nobody' => {
  if (includeTargets.some(({ id }) => id.toLowerCase() === 'all_users')) return 'everyone';
  return includeTargets.length === 0 ? 'nobody' : 'some';
};

/** A feature setting since 2022, a property of each target in older answers. Without either, Microsoft decides. */
const numberMatchingOf = (app: RawMethod | undefined) => {
  const feature = app?.featureSettings?.numberMatchingRequiredState?.state;
  if (feature !== undefined) return feature;
  const states = app?.includeTargets.flatMap(({ numberMatchingRequiredState: state }) => state ?? []) ?? [];
  if (states.some((state) => state.toLowerCase() === 'disabled')) return 'disabled';
  return states.length > 0 && states.every((state) => state.toLowerCase() === 'enabled') ? 'enabled' : 'default';
};

type Passkeys = NonNullable<Fact<'authentication-methods'>['passkeys']>;
type PasskeyProfile = Passkeys['profiles'][number];

const passkeyTypes: Readonly<Record<string, PasskeyProfile['types'][number]>> = {
  devicebound: 'device-bound',
  synced: 'synced',
};

const modelsOf = (restrictions: RawMethod['keyRestrictions']): PasskeyProfile['models'] => {
  if (restrictions?.isEnforced === false) return 'any';
  if (restrictions?.isEnforced !== true) return 'unknown';
  const type = restrictions.enforcementType?.toLowerCase();
  if (type === 'allow') return 'listed';
  return type === 'block' ? 'all-but-listed' : 'unknown';
};

const attestations: Readonly<Record<string, boolean>> = { disabled: false, registrationonly: true };

const profileOf = (raw: RawMethod['passkeyProfiles'][number]): PasskeyProfile => ({
  name: raw.name,
  types: (raw.passkeyTypes ?? '')
    .split(',')
    .map((type) => passkeyTypes[type.trim().toLowerCase()] ?? 'unknown')
    .toSorted(),
  attestationEnforced: attestations[raw.attestationEnforcement?.toLowerCase() ?? ''] ?? null,
  models: modelsOf(raw.keyRestrictions),
});

/**
 * Passkey profiles or, before Microsoft moved the tenant to them, the settings of the method itself, which allowed
 * device-bound passkeys alone. https://learn.microsoft.com/graph/api/resources/fido2authenticationmethodconfiguration
 */
const passkeysOf = (keys: RawMethod | undefined): Passkeys | null => {
  if (keys === undefined) return null;
  const { isSelfServiceRegistrationAllowed: selfRegistrationAllowed, passkeyProfiles, keyRestrictions } = keys;
  const older: PasskeyProfile = {
    name: null,
    types: ['device-bound'],
    attestationEnforced: keys.isAttestationEnforced,
    models: modelsOf(keyRestrictions),
  };
  return { selfRegistrationAllowed, profiles: passkeyProfiles.length > 0 ? passkeyProfiles.map(profileOf) : [older] };
};

export const authenticationMethods = (
  raw: z.output<typeof RawAuthenticationMethods>,
): Fact<'authentication-methods'> => {
  const { authenticationMethodConfigurations: methods, policyMigrationState: migration } = raw;
  const app = methods.find(({ id }) => id.toLowerCase() === 'microsoftauthenticator');
  return {
    kind: 'authentication-methods',
    migration: migration === null ? null : (migrations[migration.toLowerCase()] ?? 'unknown'),
    methods: methods.map((method) => ({
      method: method.id,
      state: method.state,
      for: reachOf(method),
      excluded: method.excludeTargets.length,
    })),
    authenticator: {
      numberMatching: numberMatchingOf(app),
      applicationShown: app?.featureSettings?.displayAppInformationRequiredState?.state ?? 'default',
      locationShown: app?.featureSettings?.displayLocationInformationRequiredState?.state ?? 'default',
    },
    passkeys: passkeysOf(methods.find(({ id }) => id.toLowerCase() === 'fido2')),
  };
};

export const crossTenantAccess = (raw: z.output<typeof RawCrossTenantAccess>): Fact<'cross-tenant-access'> => ({
  kind: 'cross-tenant-access',
  isServiceDefault: raw.isServiceDefault,
  mfaAccepted: raw.inboundTrust?.isMfaAccepted ?? null,
  compliantDeviceAccepted: raw.inboundTrust?.isCompliantDeviceAccepted ?? null,
  hybridJoinedDeviceAccepted: raw.inboundTrust?.isHybridAzureADJoinedDeviceAccepted ?? null,
});

/** "Password Rule Settings", the same in every tenant. https://learn.microsoft.com/graph/group-directory-settings */
const passwordRuleSettings = '5cf42378-d67d-4f36-ba46-e8b86229381d';

const numberOf = (text: string | undefined): number | null =>
  text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text);

const switchOf = (text: string | undefined): boolean | null =>
  text === undefined || text.trim() === '' ? null : text.trim().toLowerCase() === 'true';

const onPremises = (text: string | undefined): Fact<'password-rules'>['bannedListOnPremises'] => {
  if (text === undefined || text.trim() === '') return null;
  const word = text.trim().toLowerCase();
  return word === 'enforce' || word === 'audit' ? word : 'unknown';
};

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;

/** Directory settings are pairs of name and text. Only settings of this template concern passwords. */
export const passwordRules = (settings: readonly z.output<typeof RawGroupSetting>[]): Fact<'password-rules'> => {
  const setting = settings.find(({ templateId }) => templateId.toLowerCase() === passwordRuleSettings);
  const values = new Map(setting?.values.map(({ name, value }) => [name.toLowerCase(), value ?? '']));
  const bannedWords = values.get('bannedpasswordlist');
  return {
    kind: 'password-rules',
    configured: setting !== undefined,
    bannedListOn: switchOf(values.get('enablebannedpasswordcheck')),
    bannedWords: bannedWords === undefined ? null : countWords(bannedWords),
    bannedListOnPremises: onPremises(values.get('bannedpasswordcheckonpremisesmode')),
    lockoutThreshold: numberOf(values.get('lockoutthreshold')),
    lockoutSeconds: numberOf(values.get('lockoutdurationinseconds')),
  };
};
