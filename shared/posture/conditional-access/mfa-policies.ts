import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { derived } from '../derived.ts';
import type { FactsBySurface } from '../facts.ts';
import { mfaDenominator } from '../people.ts';
import type { Posture } from '../posture.ts';
import { hasFacts } from '../readable.ts';
import { personAnswer } from './claims-of-people.ts';
import { metBy } from './coverage-claims.ts';
import { type Demand, demandsOf, type Factor } from './grant-demands.ts';
import { coversEveryApplication, namesApplications, narrowingConditions, userPolicies } from './policies.ts';
import { signInSnapshot } from './snapshot-of-posture.ts';

type User = FactsBySurface['users'];

/** Why a policy that asks for MFA does not enforce it by itself. */
export type PolicyWeakness = 'report-only' | 'some-apps' | 'avoidable' | 'narrowed' | 'third-party';

export interface MfaPolicy {
  readonly policy: ConditionalAccessPolicy;
  /** Empty if nobody to whom the policy applies can sign in without MFA, whatever other policies ask. */
  readonly weaknesses: readonly PolicyWeakness[];
}

/** What a grant asks of a browser, taken as asking for all that it may. */
const demandsIn = (posture: Posture, policy: ConditionalAccessPolicy): readonly Demand[] =>
  demandsOf(policy, signInSnapshot(posture).strengths, 'most', 'browser');

const isMfa = (factor: Factor): boolean => metBy('mfa', factor) === 'nobody';
const asksForMfa = (demands: readonly Demand[]): boolean => demands.some((demand) => demand.some(isMfa));
/** Whether one demand can be met by nothing but MFA. Any other accepted control is a way to avoid it. */
const isForced = (demands: readonly Demand[]): boolean =>
  demands.some((demand) => demand.length > 0 && demand.every(isMfa));

const coversEveryClient = ({ clientAppTypes }: ConditionalAccessPolicy): boolean =>
  clientAppTypes.includes('all') ||
  (clientAppTypes.includes('browser') && clientAppTypes.includes('mobileAppsAndDesktopClients'));

const weaknessesOf = (policy: ConditionalAccessPolicy, demands: readonly Demand[]): readonly PolicyWeakness[] => [
  ...(policy.state === 'report-only' ? (['report-only'] as const) : []),
  ...(coversEveryApplication(policy) ? [] : (['some-apps'] as const)),
  ...(asksForMfa(demands) ? [] : (['third-party'] as const)),
  ...(asksForMfa(demands) && !isForced(demands) ? (['avoidable'] as const) : []),
  ...(narrowingConditions(policy).length > 0 || !coversEveryClient(policy) ? (['narrowed'] as const) : []),
];

/**
 * The enabled and report-only policies that ask for MFA at some application, with the weaknesses of each by itself.
 * They explain a tenant; whether MFA is enforced is decided by all policies together.
 */
export const mfaPolicies = derived((posture): readonly MfaPolicy[] =>
  userPolicies(posture).flatMap((policy) => {
    const { grant, state } = policy;
    const isAlive = state === 'enabled' || state === 'report-only';
    if (grant === null || !isAlive || grant.controls.includes('block') || !namesApplications(policy)) return [];
    const demands = demandsIn(posture, policy);
    const speaksOfMfa = asksForMfa(demands) || grant.customAuthenticationFactors.length > 0;
    return speaksOfMfa ? [{ policy, weaknesses: weaknessesOf(policy, demands) }] : [];
  }),
);

/** Ids of the users of whom it is proved that no sign-in to an application gets in without MFA (rules 9). */
export const coveredByPolicy = derived(
  (posture): ReadonlySet<string> =>
    new Set(
      posture
        .facts('users')
        .map(({ userId }) => userId)
        .filter((userId) => personAnswer(posture, 'mfa-everywhere', userId) === 'proved'),
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
