import type { Cloud } from '#shared/kernel/cloud.ts';
import type { PortalTenant } from '#shared/portals/portal-link.ts';
import { portalHosts } from '#shared/portals/portals.ts';
import { type ObjectValues, withKnownValues } from './object-values.ts';

/** `active-directory` runs on-premises and needs no connection to Microsoft 365. */
export type PowerShellModule = 'exchange' | 'graph' | 'sharepoint' | 'active-directory';

interface Script {
  readonly text: string;
  /** False if the technician chooses the tenant by the account that signs in. */
  readonly carriesTenant: boolean;
}

/** https://learn.microsoft.com/powershell/module/exchangepowershell/connect-exchangeonline */
const exchangeEnvironments: Readonly<Record<Exclude<Cloud, 'global'>, string>> = {
  usgov: 'O365USGovGCCHigh',
  'usgov-dod': 'O365USGovDoD',
  china: 'O365China',
};

/** https://learn.microsoft.com/powershell/microsoftgraph/authentication-commands */
const graphEnvironments: Readonly<Record<Exclude<Cloud, 'global'>, string>> = {
  usgov: 'USGov',
  'usgov-dod': 'USGovDoD',
  china: 'China',
};

/** The least permissions of each Graph cmdlet in a step. https://learn.microsoft.com/graph/permissions-reference */
export const graphScopes: Readonly<Record<string, readonly string[]>> = {
  'Add-MgApplicationPassword': ['Application.ReadWrite.All'],
  'Confirm-MgRiskyUserCompromised': ['IdentityRiskyUser.ReadWrite.All'],
  'Get-MgDomain': ['Domain.Read.All'],
  'Get-MgOauth2PermissionGrant': ['DelegatedPermissionGrant.ReadWrite.All'],
  'Get-MgUserOauth2PermissionGrant': ['DelegatedPermissionGrant.ReadWrite.All'],
  'Invoke-MgDismissRiskyUser': ['IdentityRiskyUser.ReadWrite.All'],
  'New-MgUserAuthenticationTemporaryAccessPassMethod': ['UserAuthenticationMethod.ReadWrite.All'],
  'Remove-MgOauth2PermissionGrant': ['DelegatedPermissionGrant.ReadWrite.All'],
  'Remove-MgRoleManagementDirectoryRoleAssignment': ['RoleManagement.ReadWrite.Directory'],
  'Remove-MgServicePrincipalAppRoleAssignment': ['AppRoleAssignment.ReadWrite.All'],
  'Revoke-MgUserSignInSession': ['User.RevokeSessions.All'],
  'Set-MgUserLicense': ['LicenseAssignment.ReadWrite.All'],
  'Update-MgDomain': ['Domain.ReadWrite.All'],
  'Update-MgPolicyAuthorizationPolicy': ['Policy.ReadWrite.Authorization'],
  'Update-MgServicePrincipal': ['Application.ReadWrite.All'],
  'Update-MgUser': ['User.EnableDisableAccount.All', 'User.Read.All'],
};

const scopesOf = (commands: readonly string[]): readonly string[] => [
  ...new Set(
    commands.flatMap((command) =>
      Array.from(command.matchAll(/\b[A-Z][a-z]+-Mg\w+/g), ([name]) => name).flatMap((name) => graphScopes[name] ?? []),
    ),
  ),
];

/** GDAP works only in the commercial cloud; elsewhere the account that signs in decides on the tenant. */
const connectExchange = ({ cloud, initialDomain }: PortalTenant): Script => {
  if (cloud !== 'global')
    return {
      text: `Connect-ExchangeOnline -ExchangeEnvironmentName ${exchangeEnvironments[cloud]}`,
      carriesTenant: false,
    };
  return initialDomain === null
    ? { text: 'Connect-ExchangeOnline -DelegatedOrganization <initialDomain>', carriesTenant: false }
    : { text: `Connect-ExchangeOnline -DelegatedOrganization ${initialDomain}`, carriesTenant: true };
};

const connectGraph = ({ cloud, tenantId }: PortalTenant, commands: readonly string[]): Script => ({
  text: [
    `Connect-MgGraph -TenantId ${tenantId}`,
    ...(cloud === 'global' ? [] : [`-Environment ${graphEnvironments[cloud]}`]),
    `-Scopes ${scopesOf(commands).join(',')}`,
  ].join(' '),
  carriesTenant: true,
});

const connectSharePoint = ({ cloud, sharePointPrefix }: PortalTenant): Script => ({
  text: `Connect-SPOService -Url ${(portalHosts.sharepoint[cloud]?.origin ?? '').replace('{sharePointPrefix}', sharePointPrefix ?? '<name>')}`,
  carriesTenant: sharePointPrefix !== null,
});

const connectTo = (module: PowerShellModule, tenant: PortalTenant, commands: readonly string[]): Script | undefined => {
  switch (module) {
    case 'exchange':
      return connectExchange(tenant);
    case 'graph':
      return connectGraph(tenant, commands);
    case 'sharepoint':
      return connectSharePoint(tenant);
    case 'active-directory':
      return undefined;
  }
};

/** The commands of a step for one tenant. They begin with the connection to it, so that they change no other tenant. */
export const scriptFor = (
  { module, commands }: { readonly module: PowerShellModule; readonly commands: readonly string[] },
  tenant: PortalTenant,
  values: ObjectValues,
): Script => {
  const connection = connectTo(module, tenant, commands);
  const known = commands.map((command) => withKnownValues(command, values));
  return {
    text: [...(connection === undefined ? [] : [connection.text]), ...known].join('\n'),
    carriesTenant: connection?.carriesTenant ?? true,
  };
};
