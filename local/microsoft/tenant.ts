import type { SimulatedApplication } from './app-registration.ts';
import type { ConditionalAccessPolicy } from './conditional-access-policy.ts';
import type { FaultRule } from './faults.ts';
import type { SimulatedEvent, SimulatedMessage, SimulatedRule } from './mailbox.ts';
import type { SimulatedDevice } from './managed-device.ts';
import type { AuthenticationStrength, NamedLocation } from './named-location.ts';
import type { SimulatedServicePrincipal } from './service-principal.ts';
import type { SimulatedDirectoryPolicies } from './simulated-directory-policies.ts';
import type { SimulatedControl, SimulatedSecureScore } from './simulated-secure-score.ts';
import type { SimulatedServiceIssue } from './simulated-service-health.ts';
import type { SimulatedSharePoint } from './simulated-sharepoint.ts';
import type { SimulatedAlert, SimulatedAudit, SimulatedRisk } from './simulated-threats.ts';
import type { SimulatedUsageReports } from './simulated-usage.ts';

/**
 * One simulated tenant with all data that Graph can return. It is a plain mutable object: a test changes a user and
 * syncs again. `graph/resources` decides the format of answers and who may read them.
 */
export interface SimulatedTenant {
  readonly tenantId: string;
  displayName: string;
  createdAt: string;
  domains: SimulatedDomain[];
  /**
   * Purchased seats. Consumed seats are counted from the users' licenses; the tenant's service plans follow from these.
   */
  subscriptions: SimulatedSubscription[];
  users: SimulatedUser[];
  groups: SimulatedGroup[];
  servicePrincipals: SimulatedServicePrincipal[];
  /** Active assignments: permanent, or activated through PIM if `activatedUntil` is set. */
  roleAssignments: SimulatedRoleAssignment[];
  /** Eligible assignments of PIM. */
  roleEligibilities: SimulatedRoleEligibility[];
  conditionalAccessPolicies: ConditionalAccessPolicy[];
  namedLocations: NamedLocation[];
  authenticationStrengths: AuthenticationStrength[];
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
  /** App registrations with their credentials. */
  applications: SimulatedApplication[];
  /** Faults of requests to this tenant, in addition to the fault plan of the server. */
  faults: FaultRule[];
  /** Largest `$top` that Graph accepts with signInActivity: 500 today, 120 in 2023. */
  signInPageCap: number;
}

export interface SimulatedDomain {
  name: string;
  isVerified: boolean;
  isDefault: boolean;
  /** The initial `*.onmicrosoft` domain of the tenant. */
  isInitial: boolean;
  authenticationType: 'Managed' | 'Federated';
  /** 2147483647 = never expires; null = not set. */
  passwordValidityPeriodInDays: number | null;
}

export interface SimulatedSubscription {
  partNumber: string;
  seats: number;
  /** Seats in the grace period after the end of the subscription. */
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
  /** Part numbers of the assigned SKUs. */
  licenses: string[];
  /** Assignment time by part number, if it is later than the creation of the account. */
  licenseAssignedAt: Record<string, string>;
  signIn: { lastAt: string | null; lastSuccessfulAt: string | null; lastNonInteractiveAt: string | null };
  /** Names as in the registration report: `microsoftAuthenticatorPush`, `mobilePhone`, `fido2SecurityKey`, `email` … */
  methods: string[];
  /** The user has registered methods, but the policy allows none of them. */
  methodsBlockedByPolicy: boolean;
  perUserMfa: 'disabled' | 'enabled' | 'enforced';
  mailbox: SimulatedMailbox | null;
}

export interface SimulatedMailbox {
  purpose: 'user' | 'shared' | 'room' | 'equipment' | 'linked' | 'others';
  /** Outside the application access policy Exchange refuses every mail request with 403. */
  withinAccessPolicy: boolean;
  /** Scopes that Exchange grants for this mailbox only (RBAC for Applications); tokens do not contain them. */
  grantedByExchange: string[];
  messages: SimulatedMessage[];
  events: SimulatedEvent[];
  /** Rules of the inbox. */
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
  /** Set if a user activated an eligible role. */
  activatedUntil: string | null;
  /** Set if the assignment is time-bound. */
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
