import type { AppGrant } from '#shared/surfaces/app-grants/schema.ts';
import type { ConditionalAccessFact } from '#shared/surfaces/conditional-access/schema.ts';
import type { DefenderAlert } from '#shared/surfaces/defender-alerts/schema.ts';
import type { DirectoryChange } from '#shared/surfaces/directory-audits/schema.ts';
import type { DirectoryPolicy } from '#shared/surfaces/directory-policies/schema.ts';
import type { RoleHolder } from '#shared/surfaces/directory-roles/schema.ts';
import type { Domain } from '#shared/surfaces/domains/schema.ts';
import type { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import type { License } from '#shared/surfaces/licenses/schema.ts';
import type { MailboxSettings } from '#shared/surfaces/mailbox-settings/schema.ts';
import type { ManagedDevice } from '#shared/surfaces/managed-devices/schema.ts';
import type { MfaRegistration } from '#shared/surfaces/mfa-registrations/schema.ts';
import type { Organization } from '#shared/surfaces/organization/schema.ts';
import type { PerUserMfa } from '#shared/surfaces/per-user-mfa/schema.ts';
import type { RiskyUser } from '#shared/surfaces/risky-users/schema.ts';
import type { RoleSchedule } from '#shared/surfaces/role-schedules/schema.ts';
import type { SecureScore } from '#shared/surfaces/secure-score/schema.ts';
import type { SecurityDefaults } from '#shared/surfaces/security-defaults/schema.ts';
import type { ServiceHealth } from '#shared/surfaces/service-health/schema.ts';
import type { SharePointSettings } from '#shared/surfaces/sharepoint-settings/schema.ts';
import type { Usage } from '#shared/surfaces/usage/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';

/** The type of the facts of each posture surface, by surface id. */
export interface FactsBySurface {
  'app-grants': AppGrant;
  'conditional-access': ConditionalAccessFact;
  'defender-alerts': DefenderAlert;
  'directory-audits': DirectoryChange;
  'directory-policies': DirectoryPolicy;
  'directory-roles': RoleHolder;
  domains: Domain;
  'inbox-rules': InboxRules;
  licenses: License;
  'mailbox-settings': MailboxSettings;
  'managed-devices': ManagedDevice;
  'mfa-registrations': MfaRegistration;
  organization: Organization;
  'per-user-mfa': PerUserMfa;
  'risky-users': RiskyUser;
  'role-schedules': RoleSchedule;
  'secure-score': SecureScore;
  'security-defaults': SecurityDefaults;
  'service-health': ServiceHealth;
  'sharepoint-settings': SharePointSettings;
  usage: Usage;
  users: User;
}
