import type { DirectoryPolicy, PolicyKind } from '#shared/surfaces/directory-policies/schema.ts';

export type PolicyOf<Kind extends PolicyKind> = Extract<DirectoryPolicy, { kind: Kind }>;

const passing: { readonly [Kind in PolicyKind]: PolicyOf<Kind> } = {
  authorization: {
    kind: 'authorization',
    invitesFrom: 'adminsAndGuestInviters',
    guestRole: 'restricted',
    emailVerifiedUsersMayJoin: false,
    adminsMayResetOwnPassword: false,
    riskyConsentAllowed: false,
    msolPowerShellBlocked: true,
    usersMayCreateApps: false,
    usersMayCreateSecurityGroups: false,
    usersMayCreateTenants: false,
    grantPolicies: [],
  },
  'admin-consent': { kind: 'admin-consent', isEnabled: true, reviewers: 2, requestDays: 30 },
  'authentication-methods': {
    kind: 'authentication-methods',
    migration: 'complete',
    methods: [
      { method: 'MicrosoftAuthenticator', state: 'enabled', for: 'everyone', excluded: 0 },
      { method: 'Fido2', state: 'enabled', for: 'everyone', excluded: 0 },
      { method: 'Sms', state: 'disabled', for: 'nobody', excluded: 0 },
      { method: 'Voice', state: 'disabled', for: 'nobody', excluded: 0 },
    ],
    authenticator: { numberMatching: 'enabled', applicationShown: 'enabled', locationShown: 'enabled' },
    passkeys: {
      selfRegistrationAllowed: true,
      profiles: [{ name: null, types: ['device-bound'], attestationEnforced: true, models: 'any' }],
    },
  },
  'cross-tenant-access': {
    kind: 'cross-tenant-access',
    isServiceDefault: true,
    mfaAccepted: null,
    compliantDeviceAccepted: null,
    hybridJoinedDeviceAccepted: null,
  },
  'password-rules': {
    kind: 'password-rules',
    configured: true,
    bannedListOn: true,
    bannedWords: 3,
    bannedListOnPremises: null,
    lockoutThreshold: 10,
    lockoutSeconds: 60,
  },
};

/** The five directory policies on which every finding passes. */
export const passingPolicies = (): DirectoryPolicy[] => Object.values(passing);

/** The five passing policies, with some fields of one of them replaced. */
export const withPolicy = <Kind extends PolicyKind>(
  kind: Kind,
  overrides: Partial<PolicyOf<Kind>>,
): DirectoryPolicy[] =>
  // The cast is safe: the kind is the same.
  passingPolicies().map((policy) => (policy.kind === kind ? ({ ...policy, ...overrides } as PolicyOf<Kind>) : policy));
