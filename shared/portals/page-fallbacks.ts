import type { PortalPageKey } from './portal-pages.ts';
import type { Portal } from './portals.ts';

export const homePages: Partial<Record<Portal, PortalPageKey>> = {
  entra: 'entra.home',
  intune: 'intune.home',
  azure: 'azure.home',
  m365: 'm365.home',
  exchange: 'exchange.home',
  teams: 'teams.home',
  defender: 'defender.home',
  sharepoint: 'sharepoint.home',
};

/** For the page of an object, the page that lists such objects. It is linked if the object is not known. */
export const listPages: Partial<Record<PortalPageKey, PortalPageKey>> = {
  'entra.users.user': 'entra.users.all',
  'entra.users.user.authentication-methods': 'entra.users.all',
  'entra.users.user.assigned-roles': 'entra.users.all',
  'entra.users.user.sign-in-logs': 'entra.sign-in-logs',
  'entra.conditional-access.policy': 'entra.conditional-access.policies',
  'entra.enterprise-apps.app': 'entra.enterprise-apps.all',
  'entra.enterprise-apps.app.permissions': 'entra.enterprise-apps.all',
  'entra.enterprise-apps.app.properties': 'entra.enterprise-apps.all',
  'entra.app-registrations.app.credentials': 'entra.app-registrations.all',
  'entra.app-registrations.app.api-permissions': 'entra.app-registrations.all',
  'entra.roles.role': 'entra.roles.all',
  'm365.users.user': 'm365.users.active',
  'm365.service-health.issue': 'm365.service-health',
  'exchange.mailboxes.mailbox': 'exchange.mailboxes',
  'defender.alert': 'defender.alerts',
  'defender.secure-score.control': 'defender.secure-score',
};
