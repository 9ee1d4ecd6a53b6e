/**
 * A Conditional Access policy as Graph returns it.
 * https://learn.microsoft.com/graph/api/resources/conditionalaccesspolicy
 */
export interface ConditionalAccessPolicy {
  readonly id: string;
  displayName: string;
  createdDateTime: string | null;
  modifiedDateTime: string | null;
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  conditions: {
    users: {
      includeUsers: string[];
      excludeUsers: string[];
      includeGroups: string[];
      excludeGroups: string[];
      includeRoles: string[];
      excludeRoles: string[];
      includeGuestsOrExternalUsers: unknown;
      excludeGuestsOrExternalUsers: unknown;
    };
    applications: {
      includeApplications: string[];
      excludeApplications: string[];
      includeUserActions: string[];
      includeAuthenticationContextClassReferences: string[];
      applicationFilter: unknown;
    };
    clientAppTypes: string[];
    signInRiskLevels: string[];
    userRiskLevels: string[];
    servicePrincipalRiskLevels: string[];
    insiderRiskLevels: string | null;
    platforms: unknown;
    locations: unknown;
    devices: unknown;
    authenticationFlows: unknown;
    clientApplications: unknown;
  };
  grantControls: {
    operator: 'AND' | 'OR';
    builtInControls: string[];
    customAuthenticationFactors: string[];
    termsOfUse: string[];
    authenticationStrength: {
      id: string;
      displayName: string;
      policyType: 'builtIn' | 'custom';
      requirementsSatisfied: string;
      allowedCombinations: string[];
    } | null;
  } | null;
  sessionControls: unknown;
}

export interface PolicyOptions {
  readonly id: string;
  readonly displayName: string;
  readonly state?: ConditionalAccessPolicy['state'];
  readonly users?: Partial<ConditionalAccessPolicy['conditions']['users']>;
  readonly applications?: Partial<ConditionalAccessPolicy['conditions']['applications']>;
  readonly conditions?: Partial<Omit<ConditionalAccessPolicy['conditions'], 'users' | 'applications'>>;
  readonly grant?: Partial<NonNullable<ConditionalAccessPolicy['grantControls']>>;
}

/** A complete policy. What the options leave out is: all users, all applications, all client apps, require MFA. */
export const conditionalAccessPolicy = (options: PolicyOptions): ConditionalAccessPolicy => ({
  id: options.id,
  displayName: options.displayName,
  createdDateTime: '2025-03-03T09:12:44.1170532Z',
  modifiedDateTime: null,
  state: options.state ?? 'enabled',
  conditions: {
    clientAppTypes: ['all'],
    signInRiskLevels: [],
    userRiskLevels: [],
    servicePrincipalRiskLevels: [],
    insiderRiskLevels: null,
    platforms: null,
    locations: null,
    devices: null,
    authenticationFlows: null,
    clientApplications: null,
    ...options.conditions,
    users: { ...allUsers, ...options.users },
    applications: { ...allApplications, ...options.applications },
  },
  grantControls: {
    operator: 'OR',
    builtInControls: ['mfa'],
    customAuthenticationFactors: [],
    termsOfUse: [],
    authenticationStrength: null,
    ...options.grant,
  },
  sessionControls: null,
});

const allUsers: ConditionalAccessPolicy['conditions']['users'] = {
  includeUsers: ['All'],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

const allApplications: ConditionalAccessPolicy['conditions']['applications'] = {
  includeApplications: ['All'],
  excludeApplications: [],
  includeUserActions: [],
  includeAuthenticationContextClassReferences: [],
  applicationFilter: null,
};
