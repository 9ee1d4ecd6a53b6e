import { appGrants } from './app-grants/surface.ts';
import { conditionalAccess } from './conditional-access/surface.ts';
import { defenderAlerts } from './defender-alerts/surface.ts';
import type { AnySurface } from './define-surface.ts';
import { directoryAudits } from './directory-audits/surface.ts';
import { directoryPolicies } from './directory-policies/surface.ts';
import { directoryRoles } from './directory-roles/surface.ts';
import { domains } from './domains/surface.ts';
import { events } from './events/surface.ts';
import { inboxRules } from './inbox-rules/surface.ts';
import { licenses } from './licenses/surface.ts';
import { mailboxSettings } from './mailbox-settings/surface.ts';
import { managedDevices } from './managed-devices/surface.ts';
import { messages } from './messages/surface.ts';
import { mfaRegistrations } from './mfa-registrations/surface.ts';
import { organization } from './organization/surface.ts';
import { perUserMfa } from './per-user-mfa/surface.ts';
import { riskyUsers } from './risky-users/surface.ts';
import { roleSchedules } from './role-schedules/surface.ts';
import { secureScore } from './secure-score/surface.ts';
import { securityDefaults } from './security-defaults/surface.ts';
import { serviceHealth } from './service-health/surface.ts';
import { sharepointSettings } from './sharepoint-settings/surface.ts';
import { usage } from './usage/surface.ts';
import { users } from './users/surface.ts';

/** Every surface, in alphabetical order. An architecture test names a missing line. */
const registry = [
  appGrants,
  conditionalAccess,
  defenderAlerts,
  directoryAudits,
  directoryPolicies,
  directoryRoles,
  domains,
  events,
  inboxRules,
  licenses,
  mailboxSettings,
  managedDevices,
  messages,
  mfaRegistrations,
  organization,
  perUserMfa,
  riskyUsers,
  roleSchedules,
  secureScore,
  securityDefaults,
  serviceHealth,
  sharepointSettings,
  usage,
  users,
] as const;
export type SurfaceRegistry = typeof registry;

export const surfaces: readonly AnySurface[] = registry;

export const surfaceOf = (id: string): AnySurface | undefined => surfaces.find((surface) => surface.id === id);
