/** The tenant-wide policies of a directory, with the values that Graph returns. */
export interface SimulatedDirectoryPolicies {
  authorization: {
    allowInvitesFrom: 'none' | 'adminsAndGuestInviters' | 'adminsGuestInvitersAndAllMembers' | 'everyone';
    guestUserRoleId: string;
    allowEmailVerifiedUsersToJoinOrganization: boolean;
    allowedToSignUpEmailBasedSubscriptions: boolean;
    allowedToUseSSPR: boolean;
    allowUserConsentForRiskyApps: boolean | null;
    blockMsolPowerShell: boolean | null;
    allowedToCreateApps: boolean;
    allowedToCreateSecurityGroups: boolean;
    allowedToCreateTenants: boolean;
    permissionGrantPoliciesAssigned: string[];
  };
  adminConsent: { isEnabled: boolean; reviewerIds: string[]; requestDurationInDays: number };
  authenticationMethods: {
    policyMigrationState: 'preMigration' | 'migrationInProgress' | 'migrationComplete' | null;
    /** The enabled methods: for everybody, or for these groups by id. */
    enabled: Record<string, 'everyone' | string[]>;
    numberMatching: 'default' | 'enabled' | 'disabled';
    applicationShown: 'default' | 'enabled' | 'disabled';
    locationShown: 'default' | 'enabled' | 'disabled';
  };
  crossTenant: { isServiceDefault: boolean; isMfaAccepted: boolean };
  /** Null: nobody ever changed them, and Graph returns no settings object. */
  passwordRules: { bannedWords: string[]; lockoutThreshold: number; lockoutDurationInSeconds: number } | null;
}

export const memberRoleId = 'a0b1b346-4d3e-4e8b-98f8-753987be4970';
export const guestRoleId = '10dae51f-b6af-4016-8d66-8c2a99b929b3';
export const restrictedGuestRoleId = '2af84b1e-32c8-42b7-82bc-daa82404023b';

const selfConsent = 'ManagePermissionGrantsForSelf.microsoft-user-default';

/** The defaults of a new directory: nearly everything is allowed to everybody. */
export const defaultDirectoryPolicies = (): SimulatedDirectoryPolicies => ({
  authorization: {
    allowInvitesFrom: 'everyone',
    guestUserRoleId: guestRoleId,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowUserConsentForRiskyApps: false,
    blockMsolPowerShell: false,
    allowedToCreateApps: true,
    allowedToCreateSecurityGroups: true,
    allowedToCreateTenants: true,
    permissionGrantPoliciesAssigned: [`${selfConsent}-legacy`],
  },
  adminConsent: { isEnabled: false, reviewerIds: [], requestDurationInDays: 0 },
  authenticationMethods: {
    policyMigrationState: 'preMigration',
    enabled: { MicrosoftAuthenticator: 'everyone', Sms: 'everyone', Voice: 'everyone', Email: 'everyone' },
    numberMatching: 'default',
    applicationShown: 'default',
    locationShown: 'default',
  },
  crossTenant: { isServiceDefault: true, isMfaAccepted: false },
  passwordRules: null,
});

/** The policies of a hardened directory. `reviewerId` reviews admin consent requests. */
export const hardenedDirectoryPolicies = (reviewerId: string): SimulatedDirectoryPolicies => ({
  authorization: {
    allowInvitesFrom: 'adminsAndGuestInviters',
    guestUserRoleId: restrictedGuestRoleId,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowedToSignUpEmailBasedSubscriptions: false,
    allowedToUseSSPR: false,
    allowUserConsentForRiskyApps: false,
    blockMsolPowerShell: true,
    allowedToCreateApps: false,
    allowedToCreateSecurityGroups: false,
    allowedToCreateTenants: false,
    permissionGrantPoliciesAssigned: [],
  },
  adminConsent: { isEnabled: true, reviewerIds: [reviewerId], requestDurationInDays: 30 },
  authenticationMethods: {
    policyMigrationState: 'migrationComplete',
    enabled: { MicrosoftAuthenticator: 'everyone', Fido2: 'everyone', TemporaryAccessPass: 'everyone' },
    numberMatching: 'enabled',
    applicationShown: 'enabled',
    locationShown: 'enabled',
  },
  crossTenant: { isServiceDefault: false, isMfaAccepted: true },
  passwordRules: {
    bannedWords: ['welcome', 'summer', 'letmein'],
    lockoutThreshold: 10,
    lockoutDurationInSeconds: 60,
  },
});

/** Users may consent to permissions that Microsoft classifies as low-risk, of apps from verified publishers. */
export const lowRiskConsent = `${selfConsent}-low`;
