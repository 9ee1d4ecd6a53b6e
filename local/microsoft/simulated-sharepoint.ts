/** Settings of SharePoint and OneDrive, with the values that Graph returns. */
export interface SimulatedSharePoint {
  sharingCapability:
    | 'disabled'
    | 'existingExternalUserSharingOnly'
    | 'externalUserSharingOnly'
    | 'externalUserAndGuestSharing';
  sharingDomainRestrictionMode: 'none' | 'allowList' | 'blockList';
  sharingAllowedDomainList: string[];
  sharingBlockedDomainList: string[];
  isResharingByExternalUsersEnabled: boolean;
  isLegacyAuthProtocolsEnabled: boolean;
  isUnmanagedSyncAppForTenantRestricted: boolean;
  isRequireAcceptingUserToMatchInvitedUserEnabled: boolean;
  idleSessionSignOut: { isEnabled: boolean; warnAfterInSeconds: number; signOutAfterInSeconds: number };
}

/** The defaults of a new tenant: anyone with the link has access. */
export const defaultSharePoint = (): SimulatedSharePoint => ({
  sharingCapability: 'externalUserAndGuestSharing',
  sharingDomainRestrictionMode: 'none',
  sharingAllowedDomainList: [],
  sharingBlockedDomainList: [],
  isResharingByExternalUsersEnabled: true,
  isLegacyAuthProtocolsEnabled: true,
  isUnmanagedSyncAppForTenantRestricted: false,
  isRequireAcceptingUserToMatchInvitedUserEnabled: false,
  idleSessionSignOut: { isEnabled: false, warnAfterInSeconds: 0, signOutAfterInSeconds: 0 },
});

/** The settings of a hardened tenant, which shares with these partner domains only. */
export const hardenedSharePoint = (...partners: readonly string[]): SimulatedSharePoint => ({
  sharingCapability: 'existingExternalUserSharingOnly',
  sharingDomainRestrictionMode: 'allowList',
  sharingAllowedDomainList: [...partners],
  sharingBlockedDomainList: [],
  isResharingByExternalUsersEnabled: false,
  isLegacyAuthProtocolsEnabled: false,
  isUnmanagedSyncAppForTenantRestricted: true,
  isRequireAcceptingUserToMatchInvitedUserEnabled: true,
  idleSessionSignOut: { isEnabled: true, warnAfterInSeconds: 3300, signOutAfterInSeconds: 3600 },
});
