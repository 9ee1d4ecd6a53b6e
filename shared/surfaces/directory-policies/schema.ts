import { z } from 'zod';

/** Null where Microsoft does not give it. */
const Switch = z.boolean().nullable();

const Authorization = z.object({
  kind: z.literal('authorization'),
  invitesFrom: z.enum(['none', 'adminsAndGuestInviters', 'adminsGuestInvitersAndAllMembers', 'everyone', 'unknown']),
  /** What guests may see: the same as members, the default, or very little. */
  guestRole: z.enum(['member', 'guest', 'restricted', 'unknown']),
  emailVerifiedUsersMayJoin: z.boolean(),
  adminsMayResetOwnPassword: z.boolean(),
  riskyConsentAllowed: Switch,
  msolPowerShellBlocked: Switch,
  usersMayCreateApps: z.boolean(),
  usersMayCreateSecurityGroups: z.boolean(),
  usersMayCreateTenants: Switch,
  /**
   * As Microsoft writes them. Those that begin with `ManagePermissionGrantsForSelf.` name the apps that users may
   * consent to for themselves.
   */
  grantPolicies: z.array(z.string()),
});

const AdminConsent = z.object({
  kind: z.literal('admin-consent'),
  isEnabled: z.boolean(),
  reviewers: z.int(),
  /** How long a request stays open. */
  requestDays: z.number().nullable(),
});

const FeatureState = z.enum(['enabled', 'disabled', 'default', 'unknown']);

const Method = z.object({
  /** `Sms`, `Voice`, `Email`, `Fido2`, `MicrosoftAuthenticator`, … as Microsoft writes them. */
  method: z.string(),
  state: z.enum(['enabled', 'disabled', 'unknown']),
  /** Who can use it while it is enabled. */
  for: z.enum(['everyone', 'some', 'nobody']),
  /** Number of excluded groups. */
  excluded: z.int(),
});

const PasskeyProfile = z.object({
  /** Null in the older shape, which has one set of settings for everybody. */
  name: z.string().nullable(),
  /** `synced` are copied to the provider's cloud. */
  types: z.array(z.enum(['device-bound', 'synced', 'unknown'])),
  /** Whether the maker of a passkey must be proved at its registration. */
  attestationEnforced: Switch,
  /** Which models may be used. */
  models: z.enum(['any', 'listed', 'all-but-listed', 'unknown']),
});

const AuthenticationMethods = z.object({
  kind: z.literal('authentication-methods'),
  /** Migration from the older settings of MFA and password reset. Null in tenants that never had them. */
  migration: z.enum(['not-begun', 'in-progress', 'complete', 'unknown']).nullable(),
  methods: z.array(Method),
  /** What the Authenticator app shows with a request. `default` means that Microsoft decides. */
  authenticator: z.object({
    numberMatching: FeatureState,
    applicationShown: FeatureState,
    locationShown: FeatureState,
  }),
  /** Null where the policy has no configuration of passkeys. */
  passkeys: z
    .object({
      /** Whether people may register a passkey by themselves. */
      selfRegistrationAllowed: Switch,
      profiles: z.array(PasskeyProfile),
    })
    .nullable(),
});

const CrossTenantAccess = z.object({
  kind: z.literal('cross-tenant-access'),
  /** Never changed from Microsoft's default. */
  isServiceDefault: z.boolean(),
  /** Claims of other tenants that this tenant trusts. */
  mfaAccepted: Switch,
  compliantDeviceAccepted: Switch,
  hybridJoinedDeviceAccepted: Switch,
});

/** `configured: false`: there is no settings object, so Microsoft's defaults apply and the other fields are null. */
const PasswordRules = z.object({
  kind: z.literal('password-rules'),
  configured: z.boolean(),
  bannedListOn: Switch,
  /** How many words are banned. The words themselves are not stored. */
  bannedWords: z.int().nullable(),
  bannedListOnPremises: z.enum(['enforce', 'audit', 'unknown']).nullable(),
  lockoutThreshold: z.number().nullable(),
  lockoutSeconds: z.number().nullable(),
});

export const PolicyKind = z.enum([
  'authorization',
  'admin-consent',
  'authentication-methods',
  'cross-tenant-access',
  'password-rules',
]);
export type PolicyKind = z.output<typeof PolicyKind>;

/** Takes the place of a policy that could not be read while others could. */
const Unread = z.object({
  kind: z.literal('unread'),
  policy: PolicyKind,
  /** Scopes that are missing. Empty where Microsoft refused for another reason. */
  needs: z.array(z.string()),
});

/** The fact: one record per policy, or a record that says why it is missing. */
export const DirectoryPolicy = z.discriminatedUnion('kind', [
  Authorization,
  AdminConsent,
  AuthenticationMethods,
  CrossTenantAccess,
  PasswordRules,
  Unread,
]);
export type DirectoryPolicy = z.output<typeof DirectoryPolicy>;
