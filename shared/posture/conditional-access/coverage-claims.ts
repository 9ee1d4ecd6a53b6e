import { bundles, isMember } from './application-bundles.ts';
import type { Factor } from './grant-demands.ts';
import { type Dimensions, type Limit, limitTo, registerSecurityInfo, type Target } from './sign-in-dimensions.ts';
import type { IdentityKind } from './sign-in-snapshot.ts';

export const claimIds = [
  'mfa-everywhere',
  'mfa-admins',
  'phishing-resistant-admins',
  'admin-portals',
  'legacy-blocked',
  'device-code-blocked',
  'security-info-protected',
  'risky-sign-ins-answered',
  'risky-users-answered',
  'providers-covered',
] as const;
export type ClaimId = (typeof claimIds)[number];

/** Which factors nobody may show: a sign-in that needs one of them does not get in without it. */
export type Grade = 'mfa' | 'phishing-resistant' | 'block' | 'remediation';

interface Claim {
  readonly grade: Grade;
  readonly identities: 'everybody-but-providers' | 'everybody' | 'administrators' | 'providers';
  readonly needsP2: boolean;
  /** The part of the space that the claim is about. */
  readonly scope: (dimensions: Dimensions) => readonly Limit[];
}

const isApplication = ({ kind }: Target): boolean => kind !== 'user-action' && kind !== 'authentication-context';

const applications = ({ target }: Dimensions): Limit => limitTo(target, isApplication);

const modernClients = ({ client }: Dimensions): Limit =>
  limitTo(client, (value) => value === 'browser' || value === 'mobileAppsAndDesktopClients');

const everyApplication = (dimensions: Dimensions): readonly Limit[] => [
  applications(dimensions),
  modernClients(dimensions),
];

const isAdminPortal = ({ kind, id = '' }: Target): boolean =>
  kind === 'bundle' ? id === bundles[1] : kind === 'application' && isMember(bundles[1], id);

const claim = (
  grade: Grade,
  identities: Claim['identities'],
  scope: Claim['scope'] = everyApplication,
  needsP2 = false,
): Claim => ({ grade, identities, scope, needsP2 });

/** Each is over every application, browser and mobile or desktop clients, and everything else, unless it says more. */
export const claims: Readonly<Record<ClaimId, Claim>> = {
  'mfa-everywhere': claim('mfa', 'everybody-but-providers'),
  'mfa-admins': claim('mfa', 'administrators'),
  'phishing-resistant-admins': claim('phishing-resistant', 'administrators'),
  'admin-portals': claim('mfa', 'everybody', (dimensions) => [
    limitTo(dimensions.target, isAdminPortal),
    modernClients(dimensions),
  ]),
  'legacy-blocked': claim('block', 'everybody', (dimensions) => [
    applications(dimensions),
    limitTo(dimensions.client, (value) => value === 'exchangeActiveSync' || value === 'other'),
  ]),
  'device-code-blocked': claim('block', 'everybody', (dimensions) => [
    ...everyApplication(dimensions),
    limitTo(dimensions.flow, (value) => value === 'deviceCodeFlow'),
  ]),
  'security-info-protected': claim('mfa', 'everybody', (dimensions) => [
    limitTo(dimensions.target, ({ id }) => id === registerSecurityInfo),
    limitTo(dimensions.place, ({ isTrusted }) => !isTrusted),
    modernClients(dimensions),
  ]),
  'risky-sign-ins-answered': claim(
    'mfa',
    'everybody',
    (dimensions) => [...everyApplication(dimensions), limitTo(dimensions.signInRisk, (level) => level === 'high')],
    true,
  ),
  'risky-users-answered': claim(
    'remediation',
    'everybody',
    (dimensions) => [...everyApplication(dimensions), limitTo(dimensions.userRisk, (level) => level === 'high')],
    true,
  ),
  'providers-covered': claim('mfa', 'providers'),
};

export const isInClaim = (
  { identities }: Claim,
  { kind, isAdministrator }: { readonly kind: IdentityKind; readonly isAdministrator: boolean },
): boolean =>
  ({
    everybody: true,
    'everybody-but-providers': kind !== 'serviceProvider',
    administrators: isAdministrator,
    providers: kind === 'serviceProvider',
  })[identities];

const isMfa = (factor: Factor): boolean => factor === 'mfa' || factor.startsWith('mfa-strength:');
const isResistant = (factor: Factor): boolean => factor.startsWith('resistant-strength:');
const isRemediation = (factor: Factor): boolean => factor === 'passwordChange' || factor === 'riskRemediation';

/** The factors that the claim asks for. The decision takes them as met by nobody. */
const isMetByNobody: Readonly<Record<Grade, (factor: Factor) => boolean>> = {
  mfa: (factor) => isMfa(factor) || isResistant(factor),
  'phishing-resistant': isResistant,
  block: () => false,
  remediation: isRemediation,
};

const isCapability = (factor: Factor): boolean =>
  !isMfa(factor) &&
  !isResistant(factor) &&
  !isRemediation(factor) &&
  factor !== 'anything' &&
  !factor.startsWith('terms:');

/** Who meets a factor, for a grade: nobody, whoever has the capability, or anybody. */
export const metBy = (grade: Grade, factor: Factor): 'nobody' | 'capability' | 'anybody' =>
  isMetByNobody[grade](factor) ? 'nobody' : isCapability(factor) ? 'capability' : 'anybody';
