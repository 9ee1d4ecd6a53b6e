/** What a connection that reads everything of this product asks an admin to consent to. Nothing in it can write. */
export const allScopes = [
  'AuditLog.Read.All',
  'Calendars.Read',
  'DeviceManagementManagedDevices.Read.All',
  'Directory.Read.All',
  'IdentityRiskyUser.Read.All',
  'Mail.Read',
  'MailboxSettings.Read',
  'Organization.Read.All',
  'Policy.Read.All',
  'RoleManagement.Read.Directory',
  'SecurityAlert.Read.All',
  'SecurityEvents.Read.All',
  'ServiceHealth.Read.All',
  'SharePointTenantSettings.Read.All',
  'User.Read.All',
  'UserAuthenticationMethod.Read.All',
] as const;
