import type { GraphVersion, Resource } from './graph-resource.ts';
import { adminConsentRequestPolicy } from './resources/admin-consent-request-policy.ts';
import { alerts } from './resources/alerts.ts';
import { appRoleAssignedTo, appRoleAssignments } from './resources/app-role-assignments.ts';
import { application, applications } from './resources/application.ts';
import { authenticationMethods } from './resources/authentication-methods.ts';
import { authenticationMethodsPolicy } from './resources/authentication-methods-policy.ts';
import { authenticationRequirements } from './resources/authentication-requirements.ts';
import { authenticationStrengths } from './resources/authentication-strengths.ts';
import { authorizationPolicy } from './resources/authorization-policy.ts';
import { calendarView } from './resources/calendar-view.ts';
import { conditionalAccessPolicies } from './resources/conditional-access-policies.ts';
import { crossTenantAccessDefault } from './resources/cross-tenant-access-default.ts';
import { directoryAudits } from './resources/directory-audits.ts';
import { directorySubscriptions } from './resources/directory-subscriptions.ts';
import { domains } from './resources/domains.ts';
import { event } from './resources/event.ts';
import { members, transitiveMembers } from './resources/group-members.ts';
import { groupSettings } from './resources/group-settings.ts';
import { mailFolder } from './resources/mail-folder.ts';
import { mailboxSettings } from './resources/mailbox-settings.ts';
import { managedDevices } from './resources/managed-devices.ts';
import { message } from './resources/message.ts';
import { messageRules } from './resources/message-rules.ts';
import { messages } from './resources/messages.ts';
import { namedLocations } from './resources/named-locations.ts';
import { oauth2PermissionGrants } from './resources/oauth2-permission-grants.ts';
import { organization } from './resources/organization.ts';
import { riskyUsers } from './resources/risky-users.ts';
import { roleAssignmentScheduleInstances } from './resources/role-assignment-schedule-instances.ts';
import { roleAssignments } from './resources/role-assignments.ts';
import { roleDefinitions } from './resources/role-definitions.ts';
import { roleEligibilityScheduleInstances } from './resources/role-eligibility-schedule-instances.ts';
import { secureScoreControlProfiles } from './resources/secure-score-control-profiles.ts';
import { secureScores } from './resources/secure-scores.ts';
import { securityDefaults } from './resources/security-defaults.ts';
import { serviceAnnouncementIssues } from './resources/service-announcement-issues.ts';
import { serviceHealthOverviews } from './resources/service-health-overviews.ts';
import { servicePrincipal, servicePrincipalByAppId, servicePrincipals } from './resources/service-principals.ts';
import { sharepointSettings } from './resources/sharepoint-settings.ts';
import { subscribedSkus } from './resources/subscribed-skus.ts';
import { usageReports } from './resources/usage-reports.ts';
import { user } from './resources/user.ts';
import { userRegistrationDetails } from './resources/user-registration-details.ts';
import { users } from './resources/users.ts';

/**
 * Every supported path, in alphabetical order of the names. A new resource is a file in `resources/` and a line here.
 */
const resources: readonly Resource[] = [
  adminConsentRequestPolicy,
  alerts,
  application,
  applications,
  appRoleAssignedTo,
  appRoleAssignments,
  authenticationMethods,
  authenticationMethodsPolicy,
  authenticationRequirements,
  authorizationPolicy,
  calendarView,
  conditionalAccessPolicies,
  namedLocations,
  authenticationStrengths,
  crossTenantAccessDefault,
  directoryAudits,
  directorySubscriptions,
  domains,
  event,
  groupSettings,
  mailboxSettings,
  mailFolder,
  managedDevices,
  members,
  message,
  messageRules,
  messages,
  oauth2PermissionGrants,
  organization,
  riskyUsers,
  roleAssignments,
  roleAssignmentScheduleInstances,
  roleDefinitions,
  roleEligibilityScheduleInstances,
  secureScoreControlProfiles,
  secureScores,
  securityDefaults,
  serviceAnnouncementIssues,
  serviceHealthOverviews,
  servicePrincipal,
  servicePrincipalByAppId,
  servicePrincipals,
  sharepointSettings,
  subscribedSkus,
  transitiveMembers,
  ...usageReports,
  user,
  userRegistrationDetails,
  users,
];

interface Route {
  readonly resource: Resource;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Segments match in any case, as in Graph; a parameter never contains a slash. */
const routeOf = (resource: Resource): Route => {
  const names = [...resource.template.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const escaped = resource.template.replace(/[.()$']/g, '\\$&').replace(/\{\w+\}/g, "([^/']+)");
  return { resource, names, pattern: new RegExp(`^${escaped}/?$`, 'i') };
};

const routes = resources.map(routeOf);

export interface RouteMatch {
  readonly resource: Resource;
  readonly params: Readonly<Record<string, string>>;
}

export const findRoute = (version: GraphVersion, path: string): RouteMatch | undefined => {
  for (const { resource, pattern, names } of routes) {
    const found = pattern.exec(path);
    if (found === null || !(resource.versions ?? ['v1.0']).includes(version)) continue;
    const params = Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
    return { resource, params };
  }
  return undefined;
};
