import type { FactsBySurface } from '#shared/posture/facts.ts';

export type App = Extract<FactsBySurface['app-grants'], { kind: 'app' }>;

/** Permissions of Microsoft Graph. */
export const may = (...names: string[]): App['application'] =>
  names.map((permission) => ({ resourceAppId: 'graph', resource: 'Microsoft Graph', permission }));

/** An application of another publisher with a low-risk permission. */
export const app = (overrides: Partial<App> = {}): App => ({
  kind: 'app',
  appId: 'app-1',
  principalId: 'principal-1',
  name: 'Backup of others',
  ownerTenantId: 'publisher',
  type: 'application',
  isEnabled: true,
  replyUrls: [],
  application: may('User.Read.All'),
  delegated: [],
  ...overrides,
});
