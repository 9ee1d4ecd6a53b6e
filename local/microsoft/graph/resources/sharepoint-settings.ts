import type { SimulatedSharePoint } from '#local/microsoft/simulated-sharepoint.ts';
import { plansOf } from '#local/microsoft/simulated-skus.ts';
import type { Entity } from '../entity.ts';
import { licenseMissing } from '../graph-errors.ts';
import type { Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';

const settingsEntity: Entity<SimulatedSharePoint> = {
  type: 'microsoft.graph.sharepointSettings',
  properties: {
    '@odata.type': () => '#microsoft.graph.sharepointSettings',
    allowedDomainGuidsForSyncApp: (_settings, { tenant }) => [tenant.tenantId],
    availableManagedPathsForSiteCreation: () => ['/sites/', '/teams/'],
    deletedUserPersonalSiteRetentionPeriodInDays: () => 30,
    excludedFileExtensionsForSyncApp: () => ['.pst'],
    idleSessionSignOut: ({ idleSessionSignOut }) => idleSessionSignOut,
    imageTaggingOption: () => 'basic',
    isCommentingOnSitePagesEnabled: () => true,
    isFileActivityNotificationEnabled: () => true,
    isLegacyAuthProtocolsEnabled: ({ isLegacyAuthProtocolsEnabled }) => isLegacyAuthProtocolsEnabled,
    isLoopEnabled: () => true,
    isMacSyncAppEnabled: () => true,
    isRequireAcceptingUserToMatchInvitedUserEnabled: (settings) =>
      settings.isRequireAcceptingUserToMatchInvitedUserEnabled,
    isResharingByExternalUsersEnabled: (settings) => settings.isResharingByExternalUsersEnabled,
    isSharePointMobileNotificationEnabled: () => true,
    isSharePointNewsfeedEnabled: () => true,
    isSiteCreationEnabled: () => true,
    isSiteCreationUIEnabled: () => true,
    isSitePagesCreationEnabled: () => true,
    isSitesStorageLimitAutomatic: () => true,
    isSyncButtonHiddenOnPersonalSite: () => false,
    isUnmanagedSyncAppForTenantRestricted: (settings) => settings.isUnmanagedSyncAppForTenantRestricted,
    personalSiteDefaultStorageLimitInMB: () => 1_048_576,
    sharingAllowedDomainList: ({ sharingAllowedDomainList }) => sharingAllowedDomainList,
    sharingBlockedDomainList: ({ sharingBlockedDomainList }) => sharingBlockedDomainList,
    sharingCapability: ({ sharingCapability }) => sharingCapability,
    sharingDomainRestrictionMode: ({ sharingDomainRestrictionMode }) => sharingDomainRestrictionMode,
    siteCreationDefaultManagedPath: () => '/sites/',
    siteCreationDefaultStorageLimitInMB: () => 26_214_400,
    tenantDefaultTimezone: () => '(UTC-05:00) Eastern Time (US and Canada)',
  },
};

/**
 * One object; the documented example wraps it in `value`.
 * https://learn.microsoft.com/graph/api/sharepointsettings-get
 */
export const sharepointSettings: Resource = {
  template: '/admin/sharepoint/settings',
  service: 'sharepoint',
  scopes: ['SharePointTenantSettings.Read.All'],
  refusal: 'sharepoint',
  answer(call) {
    if (![...plansOf(call.tenant)].some((plan) => plan.startsWith('SHAREPOINT')))
      return licenseMissing.sharePoint(call.now);
    return answerSingle(call, {
      entity: settingsEntity,
      item: call.tenant.sharePoint,
      context: 'admin/sharepoint/settings*/$entity',
    });
  },
};
