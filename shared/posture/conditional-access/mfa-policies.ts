import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import { mfaDenominator } from '../people.ts';
import type { Posture } from '../posture.ts';
import { hasFacts } from '../readable.ts';
import { appliesTo, coversEveryApplication, narrowingConditions, userPolicies } from './policies.ts';

type User = FactsBySurface['users'];

/** What keeps a policy that speaks of MFA from enforcing it for whom it applies to. */
export type PolicyWeakness = 'report-only' | 'some-apps' | 'avoidable' | 'narrowed' | 'third-party';

export interface MfaPolicy {
  readonly policy: ConditionalAccessPolicy;
  /** None: whoever it applies to cannot sign in without MFA. */
  readonly weaknesses: readonly PolicyWeakness[];
}

const demandsMfa = ({ controls, strength }: PolicyGrant): boolean =>
  controls.includes('mfa') || (strength?.satisfiesMfa ?? false);

/** With OR, anything else that the policy accepts is a way around. */
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

/** The policies that demand MFA, in force or only reporting, and what each one lacks. */
export const mfaPolicies = derived((posture): readonly MfaPolicy[] =>
  userPolicies(posture).flatMap((policy) => {
    const { grant, state } = policy;
    const isAlive = state === 'enabled' || state === 'report-only';
    if (grant === null || !isAlive || grant.controls.includes('block')) return [];
    const speaksOfMfa = demandsMfa(grant) || grant.customAuthenticationFactors.length > 0;
    return speaksOfMfa ? [{ policy, weaknesses: weaknessesOf(policy, grant) }] : [];
  }),
);

/** The MFA policies without a weakness that apply to a user. One is enough: policies add up. */
export const enforcingPolicies = (posture: Posture, user: User): readonly ConditionalAccessPolicy[] =>
  mfaPolicies(posture).flatMap(({ policy, weaknesses }) =>
    weaknesses.length === 0 && appliesTo(posture, policy, user) ? [policy] : [],
  );

/** Those whom one policy or another makes use MFA at every sign-in. */
export const coveredByPolicy = derived(
  (posture): ReadonlySet<string> =>
    new Set(
      posture
        .facts('users')
        .filter((user) => enforcingPolicies(posture, user).length > 0)
        .map(({ userId }) => userId),
    ),
);

/** Whether Security Defaults are on; undefined where that is not known. They exclude Conditional Access, and enforce MFA for everybody. */
export const securityDefaultsOn = (posture: Posture): boolean | undefined =>
  hasFacts(posture, 'security-defaults') ? posture.facts('security-defaults')[0]?.isEnabled : undefined;

/** Whether Security Defaults or a policy make a user use MFA. */
export const isCovered = (posture: Posture, { userId }: Pick<User, 'userId'>): boolean =>
  securityDefaultsOn(posture) === true || coveredByPolicy(posture).has(userId);

/** Everybody of the denominator whom neither covers: whose per-user state is worth asking for. */
export const uncoveredByMfa = derived((posture): readonly User[] =>
  mfaDenominator(posture).filter((user) => !isCovered(posture, user)),
);
