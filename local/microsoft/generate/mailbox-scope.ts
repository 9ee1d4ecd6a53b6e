import type { SimulatedTenant } from '../tenant.ts';

const scopes = ['Mail.Read', 'Calendars.Read'];

/**
 * Restricts mail access as RBAC for Applications does: Entra no longer grants mail and calendar scopes, and Exchange
 * grants them for these mailboxes alone.
 * https://learn.microsoft.com/exchange/permissions-exo/application-rbac
 */
export const restrictMailAccess = (tenant: SimulatedTenant, mailboxes: readonly string[]): void => {
  const inScope = new Set(mailboxes.map((mailbox) => mailbox.toLowerCase()));
  for (const { userPrincipalName, mailbox } of tenant.users) {
    if (inScope.has(userPrincipalName.toLowerCase())) mailbox?.grantedByExchange.push(...scopes);
  }
  for (const application of tenant.applications) {
    application.grantedScopes = application.grantedScopes.filter((scope) => !scopes.includes(scope));
  }
};
