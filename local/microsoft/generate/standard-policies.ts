import {
  type ConditionalAccessPolicy,
  conditionalAccessPolicy,
  type PolicyOptions,
} from '../conditional-access-policy.ts';

type Overrides = Omit<Partial<PolicyOptions>, 'id'>;

/** All users, all applications: require MFA. */
export const requireMfa = (id: string, overrides: Overrides = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({ id, displayName: 'Require MFA for all users', ...overrides });

/** All users, all applications: block clients that do not support MFA. */
export const blockLegacyAuthentication = (id: string, overrides: Overrides = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Block legacy authentication',
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grant: { builtInControls: ['block'] },
    ...overrides,
  });

/** All users, all applications: block device code flow. */
export const blockDeviceCodes = (id: string, overrides: Overrides = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Block device codes',
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    grant: { builtInControls: ['block'] },
    ...overrides,
  });

/** All users, outside trusted places: require MFA to register a sign-in method. */
export const protectRegistration = (id: string, overrides: Overrides = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Require MFA to register security information',
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
    ...overrides,
  });

/** Requires Microsoft's built-in phishing-resistant strength: security keys, Windows Hello, certificates. */
export const requirePhishingResistance = (id: string, overrides: Overrides = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Require phishing-resistant MFA for administrators',
    grant: {
      builtInControls: [],
      authenticationStrength: {
        id: '00000000-0000-0000-0000-000000000004',
        displayName: 'Phishing-resistant MFA',
        policyType: 'builtIn',
        requirementsSatisfied: 'mfa',
        allowedCombinations: ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'],
      },
    },
    ...overrides,
  });

/** All users, all applications: require MFA for risky sign-ins, and a password overrides for risky users. */
export const riskPolicies = (
  [onSignIn, onUser]: readonly [string, string],
  overrides: Overrides = {},
): readonly ConditionalAccessPolicy[] => [
  conditionalAccessPolicy({
    id: onSignIn,
    displayName: 'Require MFA at risky sign-ins',
    conditions: { signInRiskLevels: ['high', 'medium'] },
    ...overrides,
  }),
  conditionalAccessPolicy({
    id: onUser,
    displayName: 'Require a new password of risky users',
    conditions: { userRiskLevels: ['high'] },
    grant: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] },
    ...overrides,
  }),
];
