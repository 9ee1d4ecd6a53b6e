import { z } from 'zod';
import { RawBoolean, RawCount, rawList, rawRequiredEnum } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/sharepointsettings */
export const RawSharePointSettings = z.object({
  sharingCapability: rawRequiredEnum(
    'disabled',
    'existingExternalUserSharingOnly',
    'externalUserSharingOnly',
    'externalUserAndGuestSharing',
  ),
  sharingDomainRestrictionMode: rawRequiredEnum('none', 'allowList', 'blockList'),
  sharingAllowedDomainList: rawList(z.string()),
  sharingBlockedDomainList: rawList(z.string()),
  isResharingByExternalUsersEnabled: z.boolean(),
  isLegacyAuthProtocolsEnabled: z.boolean(),
  isUnmanagedSyncAppForTenantRestricted: z.boolean(),
  isRequireAcceptingUserToMatchInvitedUserEnabled: RawBoolean,
  idleSessionSignOut: z.object({ isEnabled: RawBoolean, signOutAfterInSeconds: RawCount }).nullish(),
});

/** The fact: one record per tenant. */
export const SharePointSettings = z.object({
  /** With whom files and sites may be shared, from nobody to anybody with the link. */
  sharing: z.enum(['disabled', 'existing-guests', 'new-and-existing-guests', 'anyone', 'unknown']),
  domainRestriction: z.enum(['none', 'allow-list', 'block-list', 'unknown']),
  /** Number of domains in the list that applies. 0 without one. */
  restrictedDomains: z.int(),
  guestsMayReshare: z.boolean(),
  /** Clients without modern authentication, which cannot do MFA, are allowed. */
  legacyAuthenticationOn: z.boolean(),
  invitedAccountMustMatch: z.boolean(),
  idleSignOut: z.object({ isOn: z.boolean(), afterSeconds: z.number() }),
  /** OneDrive does not synchronize to unmanaged devices. */
  unmanagedSyncBlocked: z.boolean(),
});
export type SharePointSettings = z.output<typeof SharePointSettings>;
