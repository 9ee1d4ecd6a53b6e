import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import type { User } from '../people.ts';
import type { Posture } from '../posture.ts';
import { enforcingPolicies } from './mfa-policies.ts';

/** Microsoft's own strength, which nobody in the tenant can change. https://learn.microsoft.com/entra/identity/authentication/concept-authentication-strengths */
const builtIn = '00000000-0000-0000-0000-000000000004';
/** What it allows. */
const combinations: ReadonlySet<string> = new Set(['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor']);

/** How a policy keeps relayed sign-ins out: by the built-in strength, by one of the tenant's own that allows nothing weaker, or not. */
export const policyResistance = (grant: PolicyGrant | null): 'built-in' | 'custom' | 'none' => {
  const strength = grant?.strength ?? null;
  if (strength === null) return 'none';
  if (strength.id === builtIn) return 'built-in';
  const { allowedCombinations } = strength;
  return allowedCombinations.length > 0 && allowedCombinations.every((each) => combinations.has(each))
    ? 'custom'
    : 'none';
};

/** The best that is demanded of a user at every sign-in, and by which policies. */
export const userResistance = (
  posture: Posture,
  user: User,
): { readonly by: 'built-in' | 'custom' | 'none'; readonly policies: readonly ConditionalAccessPolicy[] } => {
  const covering = Map.groupBy(enforcingPolicies(posture, user), ({ grant }) => policyResistance(grant));
  const by = covering.has('built-in') ? 'built-in' : covering.has('custom') ? 'custom' : 'none';
  return { by, policies: by === 'none' ? [] : (covering.get(by) ?? []) };
};
