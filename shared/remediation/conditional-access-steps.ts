import type { RemediationStep } from './remediation.ts';

/* Steps that several findings about Conditional Access share. */

export const confirmEmergencyAccess: RemediationStep = {
  text: 'Confirm that two emergency access accounts exist and that somebody can use them today.',
  who: 'Global Reader',
  where: 'Microsoft Entra admin center > Entra ID > Users > All users',
  link: 'entra.users.all',
  minutes: 10,
};

export const createMfaForAllPolicy: RemediationStep = {
  text: 'Create the policy from the template "Require multifactor authentication for all users".',
  who: 'Conditional Access Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy from template',
  link: 'entra.conditional-access.policies',
  minutes: 5,
};

export const excludeEmergencyAccess: RemediationStep = {
  text: 'Open the new policy and exclude the emergency access accounts; a template leaves out only the account that used it.',
  who: 'Conditional Access Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Users > Exclude',
  link: 'entra.conditional-access.policies',
  minutes: 3,
};

export const watchReportOnly: RemediationStep = {
  text: 'Leave the policy on Report-only for a week, and read in the sign-in logs whom it would have stopped.',
  who: 'Reports Reader',
  where: 'Microsoft Entra admin center > Entra ID > Monitoring & health > Sign-in logs > a sign-in > Report-only',
  link: 'entra.sign-in-logs',
  minutes: 20,
};

export const turnPolicyOn: RemediationStep = {
  text: 'Set the policy to On when nobody is left who would be locked out.',
  who: 'Conditional Access Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > the policy > Enable policy',
  link: 'entra.conditional-access.policies',
  minutes: 2,
};

export const securityDefaultsInstead: RemediationStep = {
  text: 'Without Entra ID P1, turn on security defaults instead.',
  who: 'Conditional Access Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Overview > Properties > Manage security defaults',
  link: 'entra.tenant.properties',
  minutes: 3,
};

export const createLegacyAuthPolicy: RemediationStep = {
  text: 'Create the policy from the template "Block legacy authentication".',
  who: 'Conditional Access Administrator',
  where: 'Microsoft Entra admin center > Entra ID > Conditional Access > Policies > New policy from template',
  link: 'entra.conditional-access.policies',
  minutes: 5,
};
