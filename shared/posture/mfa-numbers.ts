import type { User } from '#shared/surfaces/users/schema.ts';
import { breakGlassAccounts } from './break-glass.ts';
import { derived } from './derived.ts';
import { type Enforcement, enforcementSurfaces, enforcementTally, enforcementTallyOf } from './enforcement.ts';
import type { FactsBySurface } from './facts.ts';
import { leftOutOf } from './partial-surfaces.ts';
import { displayNameOf, mfaDenominator, privilegedDenominator } from './people.ts';
import type { Posture } from './posture.ts';
import { hasFacts } from './readable.ts';
import { type MfaBadge, type MfaNumbers, unknownNumbers } from './tenant-numbers.ts';

export type Registration = FactsBySurface['mfa-registrations'];

export const registrationsByUser = derived(
  (posture): ReadonlyMap<string, Registration> =>
    new Map(posture.facts('mfa-registrations').map((registration) => [registration.userId, registration])),
);

/** Whether registrations were read, from the report or from the methods of each user. */
export const knowsRegistrations = (posture: Posture): boolean => hasFacts(posture, 'mfa-registrations');

/**
 * Methods that a phishing page cannot relay, because they are bound to the site and to a device. The names are those of
 * the report and of the method types.
 */
const phishingResistant =
  /^(fido2|windowsHelloForBusiness|passKey|x509Certificate|platformCredential|macOsSecureEnclaveKey)/i;

export const isPhishingResistant = (method: string): boolean => phishingResistant.test(method);

const count = (posture: Posture, people: readonly User[], is: (registration: Registration) => boolean) =>
  knowsRegistrations(posture)
    ? people.filter(({ userId }) => {
        const registration = registrationsByUser(posture).get(userId);
        return registration !== undefined && is(registration);
      }).length
    : null;

const numbersOf = (posture: Posture, people: readonly User[]): MfaNumbers => {
  if (!hasFacts(posture, 'users')) return unknownNumbers;
  const { enforced, unknown } = enforcementTallyOf(posture, people);
  return {
    of: people.length,
    registered: count(posture, people, ({ isRegistered }) => isRegistered),
    capable: count(posture, people, ({ isCapable }) => isCapable),
    enforced: unknown.length > 0 ? null : enforced.length,
    phishingResistant: count(posture, people, ({ methods }) => methods.some(isPhishingResistant)),
  };
};

/** Registered, capable and enforced users over one denominator. */
export const mfaOfUsers = derived((posture) => numbersOf(posture, mfaDenominator(posture)));

/** The same numbers for privileged users. They are known only if roles were read. */
export const mfaOfPrivileged = derived((posture) =>
  hasFacts(posture, 'directory-roles') ? numbersOf(posture, privilegedDenominator(posture)) : unknownNumbers,
);

/** Both over some of the users of a tenant, for a customer that shares the tenant with others. */
export const mfaNumbersAmong = (
  posture: Posture,
  isCounted: (user: User) => boolean,
): { readonly users: MfaNumbers; readonly privileged: MfaNumbers } => ({
  users: numbersOf(posture, mfaDenominator(posture).filter(isCounted)),
  privileged: hasFacts(posture, 'directory-roles')
    ? numbersOf(posture, privilegedDenominator(posture).filter(isCounted))
    : unknownNumbers,
});

/** Whether registrations come from the report or from the methods of each user; null if they were not read. */
export const registrationBasis = (posture: Posture): 'report' | 'methods' | null =>
  knowsRegistrations(posture) ? (posture.facts('mfa-registrations')[0]?.basis ?? 'report') : null;

/** The MFA badge of a tenant (rules 10). */
export const mfaBadgeOf = derived((posture): MfaBadge => {
  if (!hasFacts(posture, 'users')) return badgeWithoutUsers(posture);
  const { of, enforced, unknown, halfMeasures } = enforcementTally(posture);
  if (unknown.length > 0) return 'unknown';
  if (enforced.length === of) {
    const isPartlyRead = enforcementSurfaces(posture).some((id) => leftOutOf(posture, id) !== undefined);
    return of === 0 || isPartlyRead ? badgeWithoutUsers(posture) : 'enforced';
  }
  if (enforced.length > 0) return 'partial';
  const would = halfMeasures.some(({ weaknesses }) => weaknesses.length === 1 && weaknesses[0] === 'report-only');
  if (would) return 'report-only';
  return halfMeasures.length > 0 ? 'partial' : 'none';
});

/** The badge if users could not be read: security defaults cover every user. */
const badgeWithoutUsers = (posture: Posture): MfaBadge =>
  hasFacts(posture, 'security-defaults') && posture.facts('security-defaults')[0]?.isEnabled === true
    ? 'enforced'
    : 'unknown';

const weaknessDescriptions = {
  'report-only': 'only reports',
  'some-apps': 'leaves out applications',
  avoidable: 'accepts something else instead of MFA',
  narrowed: 'applies under some conditions only',
  'third-party': 'relies on MFA of a third party, which Microsoft does not see',
} as const;

/** The reasons for the badge, as sentences. */
export const mfaBadgeReasons = derived((posture): readonly string[] => {
  if (badgeWithoutUsers(posture) === 'enforced') return ['Security Defaults are on'];
  if (!hasFacts(posture, 'users')) return ['the users could not be read'];
  const { of, enforced, unknown, unenforced, halfMeasures } = enforcementTally(posture);
  return [
    unknown.length === 0
      ? `${enforced.length} of ${of} people must use MFA`
      : `${enforced.length} of ${of} people are known to have to use MFA`,
    ...(unenforced.length === 0 ? [] : [`nothing enforces MFA for ${unenforced.length}`]),
    ...(unknown.length === 0 ? [] : [`not known for ${unknown.length}: a source of enforcement could not be read`]),
    ...halfMeasures.map(
      ({ name, weaknesses }) =>
        `the policy "${name}" ${weaknesses.map((weakness) => weaknessDescriptions[weakness]).join(', and ')}`,
    ),
  ];
});

/** What enforces MFA in a tenant: one source, `mixed` if several, `none`, or null if it is not known. */
export const enforcementMethodOf = (
  posture: Posture,
): Exclude<Enforcement, 'nothing' | 'unknown'> | 'mixed' | 'none' | null => {
  if (badgeWithoutUsers(posture) === 'enforced') return 'security-defaults';
  if (!hasFacts(posture, 'users')) return null;
  const { sources, unknown, enforced } = enforcementTally(posture);
  if (enforced.length === 0) return unknown.length > 0 ? null : 'none';
  if (sources.has('conditional-access') && sources.has('per-user')) return 'mixed';
  return sources.has('conditional-access') ? 'conditional-access' : 'per-user';
};

/** The break-glass accounts, which no MFA number counts, with their own state. */
export const breakGlassStates = (posture: Posture) =>
  breakGlassAccounts(posture).map((user) => ({
    userId: user.userId,
    name: displayNameOf(user),
    /** True if an admin of the MSP marked it, false if it was inferred. */
    marked: posture.markedBreakGlass.includes(user.userId),
    registered: knowsRegistrations(posture)
      ? (registrationsByUser(posture).get(user.userId)?.isRegistered ?? false)
      : null,
  }));
