/** Settings of SharePoint and OneDrive, as Graph words them. */
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

/** As it comes with a new tenant: anybody with the link. */
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

/** As a careful administrator leaves it. */
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
