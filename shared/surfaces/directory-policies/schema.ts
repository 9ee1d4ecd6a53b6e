import { z } from 'zod';

/** Null where Microsoft does not say. */
const Switch = z.boolean().nullable();

const Authorization = z.object({
  kind: z.literal('authorization'),
  invitesFrom: z.enum(['none', 'adminsAndGuestInviters', 'adminsGuestInvitersAndAllMembers', 'everyone', 'unknown']),
  /** What guests may see: as much as members, the default, or hardly anything. */
  guestRole: z.enum(['member', 'guest', 'restricted', 'unknown']),
  emailVerifiedUsersMayJoin: z.boolean(),
  adminsMayResetOwnPassword: z.boolean(),
  riskyConsentAllowed: Switch,
  msolPowerShellBlocked: Switch,
  usersMayCreateApps: z.boolean(),
  usersMayCreateSecurityGroups: z.boolean(),
  usersMayCreateTenants: Switch,
  /** As Microsoft writes them; those that begin `ManagePermissionGrantsForSelf.` say to which apps people may consent for themselves. */
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
  /** Whom it is for while it is enabled. */
  for: z.enum(['everyone', 'some', 'nobody']),
  /** Groups left out of it. */
  excluded: z.int(),
});

const AuthenticationMethods = z.object({
  kind: z.literal('authentication-methods'),
  /** From the older settings of MFA and password reset; null where Microsoft names none, as in tenants that never had them. */
  migration: z.enum(['not-begun', 'in-progress', 'complete', 'unknown']).nullable(),
  methods: z.array(Method),
  /** What the Authenticator app shows with a request; `default` leaves it to Microsoft. */
  authenticator: z.object({
    numberMatching: FeatureState,
    applicationShown: FeatureState,
    locationShown: FeatureState,
  }),
});

const CrossTenantAccess = z.object({
  kind: z.literal('cross-tenant-access'),
  /** Nobody ever changed it. */
  isServiceDefault: z.boolean(),
  /** What other tenants prove is believed here. */
  mfaAccepted: Switch,
  compliantDeviceAccepted: Switch,
  hybridJoinedDeviceAccepted: Switch,
});

/** `configured: false`: there is no settings object, so Microsoft's defaults hold, and the rest is null. */
const PasswordRules = z.object({
  kind: z.literal('password-rules'),
  configured: z.boolean(),
  bannedListOn: Switch,
  /** How many words are banned; the words themselves are not kept. */
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

/** Stands in the place of a policy that could not be read while others could. */
const Unread = z.object({
  kind: z.literal('unread'),
  policy: PolicyKind,
  /** Scopes that would have to be granted; empty where Microsoft refused it for another reason. */
  needs: z.array(z.string()),
});

/** As the rest of the product speaks of it: one record for each of the five policies, or the record that says why it is missing. */
export const DirectoryPolicy = z.discriminatedUnion('kind', [
  Authorization,
  AdminConsent,
  AuthenticationMethods,
  CrossTenantAccess,
  PasswordRules,
  Unread,
]);
export type DirectoryPolicy = z.output<typeof DirectoryPolicy>;
