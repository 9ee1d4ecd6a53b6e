import { personAnswer, restsOnEligibleRoles } from './conditional-access/claims-of-people.ts';
import {
  coveredByPolicy,
  type MfaPolicy,
  mfaPolicies,
  type PolicyWeakness,
  securityDefaultsOn,
} from './conditional-access/mfa-policies.ts';
import { appliesTo } from './conditional-access/policies.ts';
import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import { leftOutOf } from './partial-surfaces.ts';
import { mfaDenominator } from './people.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';

type User = FactsBySurface['users'];

/**
 * What enforces MFA for a user. `nothing` means that every source was read and none does; `unknown` means that a source
 * could not be read.
 */
export type Enforcement = 'security-defaults' | 'conditional-access' | 'per-user' | 'nothing' | 'unknown';

const perUserStates = derived(
  (posture): ReadonlyMap<string, string> =>
    new Map(posture.facts('per-user-mfa').map(({ userId, state }) => [userId, state])),
);

/** An account that is newer than the last read has the state that Microsoft gives new accounts: disabled. */
const perUser = (posture: Posture, userId: string): 'on' | 'off' | 'unknown' => {
  if (!hasFacts(posture, 'per-user-mfa')) return 'unknown';
  const state = perUserStates(posture).get(userId) ?? 'disabled';
  return state === 'enabled' || state === 'enforced' ? 'on' : state === 'disabled' ? 'off' : 'unknown';
};

/** A tenant without the plan has no policies. That counts as known. A policy that was left out may cover anybody. */
export const knowsPolicies = (posture: Posture): boolean =>
  (hasFacts(posture, 'conditional-access') && leftOutOf(posture, 'conditional-access') === undefined) ||
  posture.state('conditional-access').state === 'needs-license';

/** What enforces MFA for one user. One source is enough. */
export const enforcementOf = (posture: Posture, { userId }: User): Enforcement => {
  const defaults = securityDefaultsOn(posture);
  if (defaults === true) return 'security-defaults';
  const byPolicies = personAnswer(posture, 'mfa-everywhere', userId);
  if (byPolicies === 'proved') return 'conditional-access';
  const own = perUser(posture, userId);
  if (own === 'on') return 'per-user';
  return defaults === undefined || byPolicies === 'unknown' || own === 'unknown' ? 'unknown' : 'nothing';
};

/** A policy that asks at least one of these users for MFA, and does not enforce it by itself. */
export interface HalfMeasure {
  readonly policyId: string;
  readonly name: string;
  readonly weaknesses: readonly PolicyWeakness[];
}

/** A policy without a weakness of its own is one where a user avoids it by a role that it excludes. */
const isHalfMeasure = (posture: Posture, { policy, weaknesses }: MfaPolicy, people: readonly User[]): boolean =>
  people.some(
    (user) => appliesTo(posture, policy, user) && (weaknesses.length > 0 || enforcementOf(posture, user) === 'nothing'),
  );

export const halfMeasures = (posture: Posture, people: readonly User[]): readonly HalfMeasure[] =>
  mfaPolicies(posture)
    .filter((each) => isHalfMeasure(posture, each, people))
    .map(({ policy, weaknesses }) => ({
      policyId: policy.policyId,
      name: policy.name,
      weaknesses: weaknesses.length > 0 ? weaknesses : ['narrowed'],
    }));

export interface EnforcementTally {
  readonly of: number;
  readonly enforced: readonly User[];
  readonly unenforced: readonly User[];
  readonly unknown: readonly User[];
  readonly halfMeasures: readonly HalfMeasure[];
  readonly sources: ReadonlySet<Enforcement>;
}

export const enforcementTallyOf = (posture: Posture, people: readonly User[]): EnforcementTally => {
  const by = Map.groupBy(people, (user) => enforcementOf(posture, user));
  const of = (...kinds: readonly Enforcement[]) => kinds.flatMap((kind) => by.get(kind) ?? []);
  return {
    of: people.length,
    enforced: of('security-defaults', 'conditional-access', 'per-user'),
    unenforced: of('nothing'),
    unknown: of('unknown'),
    halfMeasures: halfMeasures(posture, people),
    sources: new Set(by.keys()),
  };
};

/** The tally over the MFA denominator. */
export const enforcementTally = derived((posture) => enforcementTallyOf(posture, mfaDenominator(posture)));

/** The surfaces that decide enforcement. If one source answers for every user, the following ones are not needed. */
export const enforcementSurfaces = derived((posture): readonly string[] => {
  if (securityDefaultsOn(posture) === true) return ['security-defaults'];
  const schedules = restsOnEligibleRoles(posture) ? ['role-schedules'] : [];
  const policies = ['users', 'directory-roles', 'conditional-access', ...schedules];
  const isEveryUserCovered = mfaDenominator(posture).every(({ userId }) => coveredByPolicy(posture).has(userId));
  return isEveryUserCovered ? policies : [...policies, 'security-defaults', 'per-user-mfa'];
});
