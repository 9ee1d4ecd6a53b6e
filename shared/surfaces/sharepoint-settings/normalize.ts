import type { z } from 'zod';
import type { RawSharePointSettings, SharePointSettings } from './schema.ts';

type Raw = z.output<typeof RawSharePointSettings>;

const sharings: Readonly<Record<Raw['sharingCapability'], SharePointSettings['sharing']>> = {
  disabled: 'disabled',
  existingExternalUserSharingOnly: 'existing-guests',
  externalUserSharingOnly: 'new-and-existing-guests',
  externalUserAndGuestSharing: 'anyone',
  unknown: 'unknown',
};

const restrictions: Readonly<Record<Raw['sharingDomainRestrictionMode'], SharePointSettings['domainRestriction']>> = {
  none: 'none',
  allowList: 'allow-list',
  blockList: 'block-list',
  unknown: 'unknown',
};

/** Both lists may be filled. The mode says which one applies. */
const restrictedDomainsOf = (raw: Raw): number => {
  if (raw.sharingDomainRestrictionMode === 'allowList') return raw.sharingAllowedDomainList.length;
  return raw.sharingDomainRestrictionMode === 'blockList' ? raw.sharingBlockedDomainList.length : 0;
};

export const normalize = (raw: Raw): SharePointSettings => ({
  sharing: sharings[raw.sharingCapability],
  domainRestriction: restrictions[raw.sharingDomainRestrictionMode],
  restrictedDomains: restrictedDomainsOf(raw),
  guestsMayReshare: raw.isResharingByExternalUsersEnabled,
  legacyAuthenticationOn: raw.isLegacyAuthProtocolsEnabled,
  invitedAccountMustMatch: raw.isRequireAcceptingUserToMatchInvitedUserEnabled,
  idleSignOut: {
    isOn: raw.idleSessionSignOut?.isEnabled ?? false,
    afterSeconds: raw.idleSessionSignOut?.signOutAfterInSeconds ?? 0,
  },
  unmanagedSyncBlocked: raw.isUnmanagedSyncAppForTenantRestricted,
});
