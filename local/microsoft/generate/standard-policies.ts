import {
  type ConditionalAccessPolicy,
  conditionalAccessPolicy,
  type PolicyOptions,
} from '../conditional-access-policy.ts';

type Change = Omit<Partial<PolicyOptions>, 'id'>;

/** Everybody, every app, MFA. */
export const requireMfa = (id: string, change: Change = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({ id, displayName: 'Require MFA for all users', ...change });

/** Everybody, every app, the clients that cannot do MFA: blocked. */
export const blockLegacyAuthentication = (id: string, change: Change = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Block legacy authentication',
    conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] },
    grant: { builtInControls: ['block'] },
    ...change,
  });

/** Everybody, every app, a code typed in on another device: blocked. */
export const blockDeviceCodes = (id: string, change: Change = {}): ConditionalAccessPolicy =>
  conditionalAccessPolicy({
    id,
    displayName: 'Block device codes',
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow' } },
    grant: { builtInControls: ['block'] },
    ...change,
  });

/** Microsoft's own strength, which allows security keys, Windows Hello and certificates. */
export const requirePhishingResistance = (id: string, change: Change = {}): ConditionalAccessPolicy =>
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
    ...change,
  });

/** Everybody, every app: MFA at a risky sign-in, and a new password for a risky user. */
export const riskPolicies = (
  [onSignIn, onUser]: readonly [string, string],
  change: Change = {},
): readonly ConditionalAccessPolicy[] => [
  conditionalAccessPolicy({
    id: onSignIn,
    displayName: 'Require MFA at risky sign-ins',
    conditions: { signInRiskLevels: ['high', 'medium'] },
    ...change,
  }),
  conditionalAccessPolicy({
    id: onUser,
    displayName: 'Require a new password of risky users',
    conditions: { userRiskLevels: ['high'] },
    grant: { operator: 'AND', builtInControls: ['mfa', 'passwordChange'] },
    ...change,
  }),
];
