import { userPolicies } from './conditional-access/policies.ts';
import type { CoveragePerson, CoverageSnapshot } from './coverage-shape.ts';
import { derived } from './derived.ts';
import { enforcementOf } from './enforcement.ts';
import { knowsRegistrations, registrationsByUser } from './mfa-numbers.ts';
import { displayNameOf, mfaDenominator, privilegedDenominator } from './people.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';

/** A larger list would exceed the size of an item. The numbers are still compared, without names. */
const peopleAtMost = 2_000;
const policiesAtMost = 500;

const peopleIn = (posture: Posture): CoveragePerson[] | null => {
  const people = mfaDenominator(posture);
  if (!hasFacts(posture, 'users') || people.length > peopleAtMost) return null;
  const privileged = new Set(privilegedDenominator(posture).map(({ userId }) => userId));
  return people
    .map((user) => {
      const enforcement = enforcementOf(posture, user);
      const registration = registrationsByUser(posture).get(user.userId);
      return {
        userId: user.userId,
        name: displayNameOf(user),
        privileged: privileged.has(user.userId),
        capable: knowsRegistrations(posture) ? (registration?.isCapable ?? false) : null,
        enforced: enforcement === 'unknown' ? null : enforcement !== 'nothing',
      };
    })
    .sort((one, other) => (one.userId < other.userId ? -1 : 1));
};

const policiesIn = (posture: Posture): CoverageSnapshot['policies'] => {
  const policies = userPolicies(posture);
  if (!hasFacts(posture, 'conditional-access') || policies.length > policiesAtMost) return null;
  return policies
    .map(({ policyId, name, state, modifiedAt }) => ({ policyId, name, state, modifiedAt }))
    .sort((one, other) => (one.policyId < other.policyId ? -1 : 1));
};

export const coverageSnapshotOf = derived(
  (posture): CoverageSnapshot => ({
    takenAt: posture.now.toISOString(),
    people: peopleIn(posture),
    policies: policiesIn(posture),
    securityDefaults: hasFacts(posture, 'security-defaults')
      ? (posture.facts('security-defaults')[0]?.isEnabled ?? null)
      : null,
  }),
);

/**
 * Fills the parts that could not be read this time from the snapshot before, so that a later evaluation compares with
 * the last known state.
 */
export const mergeSnapshots = (before: CoverageSnapshot | undefined, now: CoverageSnapshot): CoverageSnapshot => {
  if (before === undefined) return now;
  const known = new Map(before.people?.map((person) => [person.userId, person]));
  return {
    takenAt: now.takenAt,
    people:
      now.people?.map((person) => ({
        ...person,
        capable: person.capable ?? known.get(person.userId)?.capable ?? null,
        enforced: person.enforced ?? known.get(person.userId)?.enforced ?? null,
      })) ?? before.people,
    policies: now.policies ?? before.policies,
    securityDefaults: now.securityDefaults ?? before.securityDefaults,
  };
};
