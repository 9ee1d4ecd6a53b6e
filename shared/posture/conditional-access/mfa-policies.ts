import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import { mfaDenominator } from '../people.ts';
import type { Posture } from '../posture.ts';
import { hasFacts } from '../readable.ts';
import { appliesTo, coversEveryApplication, narrowingConditions, type RoleReach, userPolicies } from './policies.ts';

type User = FactsBySurface['users'];

/** Why a policy that asks for MFA does not enforce it. */
export type PolicyWeakness = 'report-only' | 'some-apps' | 'avoidable' | 'narrowed' | 'third-party';

export interface MfaPolicy {
  readonly policy: ConditionalAccessPolicy;
  /** Empty if nobody to whom the policy applies can sign in without MFA. */
  readonly weaknesses: readonly PolicyWeakness[];
}

const demandsMfa = ({ controls, strength }: PolicyGrant): boolean =>
  controls.includes('mfa') || (strength?.satisfiesMfa ?? false);

/** With OR, any other accepted control is a way to avoid MFA. */
const isAvoidable = ({ operator, controls, strength, customAuthenticationFactors, termsOfUse }: PolicyGrant): boolean =>
  operator !== 'AND' &&
  (controls.some((control) => control !== 'mfa') ||
    (strength !== null && !strength.satisfiesMfa) ||
    customAuthenticationFactors.length > 0 ||
    termsOfUse.length > 0);

const coversEveryClient = ({ clientAppTypes }: ConditionalAccessPolicy): boolean =>
  clientAppTypes.includes('all') ||
  (clientAppTypes.includes('browser') && clientAppTypes.includes('mobileAppsAndDesktopClients'));

const weaknessesOf = (policy: ConditionalAccessPolicy, grant: PolicyGrant): readonly PolicyWeakness[] => [
  ...(policy.state === 'report-only' ? (['report-only'] as const) : []),
  ...(coversEveryApplication(policy) ? [] : (['some-apps'] as const)),
  ...(demandsMfa(grant) ? [] : (['third-party'] as const)),
  ...(demandsMfa(grant) && isAvoidable(grant) ? (['avoidable'] as const) : []),
  ...(narrowingConditions(policy).length > 0 || !coversEveryClient(policy) ? (['narrowed'] as const) : []),
];

/** The enabled and report-only policies that ask for MFA, with the weaknesses of each. */
export const mfaPolicies = derived((posture): readonly MfaPolicy[] =>
  userPolicies(posture).flatMap((policy) => {
    const { grant, state } = policy;
    const isAlive = state === 'enabled' || state === 'report-only';
    if (grant === null || !isAlive || grant.controls.includes('block')) return [];
    const speaksOfMfa = demandsMfa(grant) || grant.customAuthenticationFactors.length > 0;
    return speaksOfMfa ? [{ policy, weaknesses: weaknessesOf(policy, grant) }] : [];
  }),
);

/** The MFA policies without a weakness that apply to a user. One is enough, because policies add up. */
export const enforcingPolicies = (
  posture: Posture,
  user: User,
  reach: RoleReach = 'held',
): readonly ConditionalAccessPolicy[] =>
  mfaPolicies(posture).flatMap(({ policy, weaknesses }) =>
    weaknesses.length === 0 && appliesTo(posture, policy, user, reach) ? [policy] : [],
  );

/** Ids of the users whom at least one policy requires to use MFA at every sign-in. */
export const coveredByPolicy = derived(
  (posture): ReadonlySet<string> =>
    new Set(
      posture
        .facts('users')
        .filter((user) => enforcingPolicies(posture, user).length > 0)
        .map(({ userId }) => userId),
    ),
);

/**
 * Whether security defaults are on; undefined if that is not known. They exclude Conditional Access and enforce MFA for
 * every user.
 */
export const securityDefaultsOn = (posture: Posture): boolean | undefined =>
  hasFacts(posture, 'security-defaults') ? posture.facts('security-defaults')[0]?.isEnabled : undefined;

/** Whether security defaults or a policy enforce MFA for a user. */
export const isCovered = (posture: Posture, { userId }: Pick<User, 'userId'>): boolean =>
  securityDefaultsOn(posture) === true || coveredByPolicy(posture).has(userId);

/**
 * Users of the MFA denominator whom neither security defaults nor a policy covers: those whose per-user MFA state is
 * read (rules 11).
 */
export const uncoveredByMfa = derived((posture): readonly User[] =>
  mfaDenominator(posture).filter((user) => !isCovered(posture, user)),
);
