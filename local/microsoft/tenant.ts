import type { SimulatedApplication } from './app-registration.ts';
import type { ConditionalAccessPolicy } from './conditional-access-policy.ts';
import type { FaultRule } from './faults.ts';
import type { SimulatedEvent, SimulatedMessage, SimulatedRule } from './mailbox.ts';
import type { SimulatedDevice } from './managed-device.ts';
import type { SimulatedServicePrincipal } from './service-principal.ts';
import type { SimulatedDirectoryPolicies } from './simulated-directory-policies.ts';
import type { SimulatedControl, SimulatedSecureScore } from './simulated-secure-score.ts';
import type { SimulatedServiceIssue } from './simulated-service-health.ts';
import type { SimulatedSharePoint } from './simulated-sharepoint.ts';
import type { SimulatedAlert, SimulatedAudit, SimulatedRisk } from './simulated-threats.ts';
import type { SimulatedUsageReports } from './simulated-usage.ts';

/**
 * One simulated Entra directory with everything that Graph can tell of it. Plain and mutable on purpose: a test changes a user and syncs again.
 * It holds what is so; how Graph words it, and to whom it refuses it, is decided in `graph/resources`.
 */
export interface SimulatedTenant {
  readonly tenantId: string;
  displayName: string;
  createdAt: string;
  domains: SimulatedDomain[];
  /** Seats bought. What is consumed is counted from the users' licenses; the tenant's service plans follow from these. */
  subscriptions: SimulatedSubscription[];
  users: SimulatedUser[];
  groups: SimulatedGroup[];
  servicePrincipals: SimulatedServicePrincipal[];
  /** Active assignments: standing, or activated for a while where `activatedUntil` is set. */
  roleAssignments: SimulatedRoleAssignment[];
  /** Eligible through PIM. */
  roleEligibilities: SimulatedRoleEligibility[];
  conditionalAccessPolicies: ConditionalAccessPolicy[];
  securityDefaults: boolean;
  directoryPolicies: SimulatedDirectoryPolicies;
  sharePoint: SimulatedSharePoint;
  serviceIssues: SimulatedServiceIssue[];
  devices: SimulatedDevice[];
  /** Newest first, one a day. */
  secureScores: SimulatedSecureScore[];
  secureScoreControls: SimulatedControl[];
  usage: SimulatedUsageReports;
  alerts: SimulatedAlert[];
  risks: SimulatedRisk[];
  /** The directory's audit log. */
  audits: SimulatedAudit[];
  /** App registrations and, with their secrets, the ways to sign in as them. */
  applications: SimulatedApplication[];
  /** What goes wrong whenever this tenant is asked; joined to the fault plan of the server. */
  faults: FaultRule[];
  /** Largest `$top` that Graph takes beside signInActivity. 500 today, 120 in 2023. */
  signInPageCap: number;
}

export interface SimulatedDomain {
  name: string;
  isVerified: boolean;
  isDefault: boolean;
  /** The `*.onmicrosoft` name that every directory is born with. */
  isInitial: boolean;
  authenticationType: 'Managed' | 'Federated';
  /** 2147483647 = never expires; null = not set. */
  passwordValidityPeriodInDays: number | null;
}

export interface SimulatedSubscription {
  partNumber: string;
  seats: number;
  /** Seats past their end that still work. */
  warningSeats: number;
  status: 'Enabled' | 'Warning' | 'Suspended';
  isTrial: boolean;
  createdAt: string;
  renewsAt: string;
}

export interface SimulatedUser {
  readonly id: string;
  userPrincipalName: string;
  displayName: string;
  givenName: string | null;
  surname: string | null;
  jobTitle: string | null;
  department: string | null;
  mail: string | null;
  proxyAddresses: string[];
  accountEnabled: boolean;
  userType: 'Member' | 'Guest';
  createdAt: string;
  employeeHireAt: string | null;
  onPremisesSyncEnabled: boolean;
  /** Part numbers of the SKUs whose seat the user holds. */
  licenses: string[];
  /** By part number, where a seat is younger than the account. */
  licenseAssignedAt: Record<string, string>;
  signIn: { lastAt: string | null; lastSuccessfulAt: string | null; lastNonInteractiveAt: string | null };
  /** As the registration report names them: `microsoftAuthenticatorPush`, `mobilePhone`, `fido2SecurityKey`, `email` … */
  methods: string[];
  /** Registered, but the policy lets none of the methods be used. */
  methodsBlockedByPolicy: boolean;
  perUserMfa: 'disabled' | 'enabled' | 'enforced';
  mailbox: SimulatedMailbox | null;
}

export interface SimulatedMailbox {
  purpose: 'user' | 'shared' | 'room' | 'equipment' | 'linked' | 'others';
  /** Outside the application access policy Exchange answers 403 to every call about mail. */
  withinAccessPolicy: boolean;
  /** Scopes that Exchange grants the application for this mailbox alone (RBAC for Applications); they stand in no token. */
  grantedByExchange: string[];
  messages: SimulatedMessage[];
  events: SimulatedEvent[];
  /** Of the inbox. */
  rules: SimulatedRule[];
}

export interface SimulatedGroup {
  readonly id: string;
  displayName: string;
  isAssignableToRole: boolean;
  /** Ids of users and of groups. */
  memberIds: string[];
}

export interface SimulatedRoleAssignment {
  readonly id: string;
  principalId: string;
  roleTemplateId: string;
  directoryScopeId: string;
  /** Set where a person activated an eligible role for a while. */
  activatedUntil: string | null;
  /** Set where the assignment itself is bound in time. */
  endsAt: string | null;
}

export interface SimulatedRoleEligibility {
  readonly id: string;
  principalId: string;
  roleTemplateId: string;
  directoryScopeId: string;
  startsAt: string;
  endsAt: string | null;
}
