import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import type { Posture } from '../posture.ts';
import { enforcingPolicies } from './mfa-policies.ts';

/**
 * The built-in authentication strength, which a tenant cannot change.
 * https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths
 */
const builtIn = '00000000-0000-0000-0000-000000000004';
/** The combinations that the built-in strength allows. */
const combinations: ReadonlySet<string> = new Set(['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor']);

/**
 * Whether a policy requires phishing-resistant MFA: by the built-in strength, by a custom strength that allows nothing
 * weaker, or not.
 */
export const policyResistance = (grant: PolicyGrant | null): 'built-in' | 'custom' | 'none' => {
  const strength = grant?.strength ?? null;
  if (strength === null) return 'none';
  if (strength.id === builtIn) return 'built-in';
  const { allowedCombinations } = strength;
  return allowedCombinations.length > 0 && allowedCombinations.every((each) => combinations.has(each))
    ? 'custom'
    : 'none';
};

/**
 * The strongest requirement at every sign-in of a user, and the policies that make it. A policy for a role counts for
 * whoever may activate the role, because it applies from the activation on (rules 9).
 */
export const userResistance = (
  posture: Posture,
  user: User,
): { readonly by: 'built-in' | 'custom' | 'none'; readonly policies: readonly ConditionalAccessPolicy[] } => {
  const covering = Map.groupBy(enforcingPolicies(posture, user, 'held-or-eligible'), ({ grant }) =>
    policyResistance(grant),
  );
  const by = covering.has('built-in') ? 'built-in' : covering.has('custom') ? 'custom' : 'none';
  return { by, policies: by === 'none' ? [] : (covering.get(by) ?? []) };
};
