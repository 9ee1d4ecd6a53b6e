import type { ConditionalAccessPolicy, PolicyGrant } from '#shared/surfaces/conditional-access/schema.ts';
import { lowerCase, type Reading } from './readings.ts';
import type { Client } from './sign-in-dimensions.ts';

/**
 * One thing that meets a control: `mfa`, `compliantDevice`, `terms:{id}`, `custom:{id}`, `strength:{id}` for a strength
 * that does not hold MFA, `mfa-strength:{id}`, `resistant-strength:{id}`. `anything` is met by every sign-in.
 */
export type Factor = string;
/** One of these factors is needed. A demand without a factor cannot be met: it blocks. */
export type Demand = readonly Factor[];

export const knownControls = [
  'block',
  'mfa',
  'compliantDevice',
  'domainJoinedDevice',
  'approvedApplication',
  'compliantApplication',
  'passwordChange',
  'riskRemediation',
] as const;

type Strength = NonNullable<PolicyGrant['strength']>;

const resistant = lowerCase(['fido2', 'windowsHelloForBusiness', 'x509CertificateMultiFactor']);
const multiFactor = [
  ...resistant,
  ...lowerCase([
    'deviceBasedPush',
    'temporaryAccessPassOneTime',
    'temporaryAccessPassMultiUse',
    'federatedMultiFactor',
  ]),
];
const firstFactors = lowerCase(['password', 'federatedSingleFactor']);
const secondFactors = lowerCase(['microsoftAuthenticatorPush', 'softwareOath', 'hardwareOath', 'sms', 'voice']);
/** Methods that are known, and are no MFA by themselves. */
const singleFactors = [
  ...firstFactors,
  ...secondFactors,
  ...lowerCase(['email', 'qrCodePin', 'x509CertificateSingleFactor']),
];

/** Microsoft's built-in phishing-resistant strength, which no tenant can change. */
const builtInResistant = '00000000-0000-0000-0000-000000000004';

const partsOf = (combination: string): readonly string[] =>
  combination
    .toLowerCase()
    .split(',')
    .map((part) => part.trim());

type Holds = 'yes' | 'no' | 'unknown';

const isKnown = (part: string): boolean => multiFactor.includes(part) || singleFactors.includes(part);

const combinationHoldsMfa = (combination: string): Holds => {
  const parts = partsOf(combination);
  const isMfa =
    parts.some((part) => multiFactor.includes(part)) ||
    (parts.some((part) => firstFactors.includes(part)) && parts.some((part) => secondFactors.includes(part)));
  return isMfa ? 'yes' : parts.every(isKnown) ? 'no' : 'unknown';
};

const combinationResists = (combination: string): Holds => {
  const parts = partsOf(combination);
  if (parts.length === 1 && resistant.includes(parts[0] ?? '')) return 'yes';
  return parts.every(isKnown) ? 'no' : 'unknown';
};

const all = (answers: readonly Holds[]): Holds =>
  answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';

interface StrengthHolds {
  readonly wasRead: boolean;
  readonly mfa: Holds;
  readonly resistance: Holds;
}

/** What every combination of a strength holds. Where none is shown, the requirement that Graph names decides. */
const strengthHolds = (
  { id, satisfiesMfa, allowedCombinations }: Strength,
  strengths: ReadonlyMap<string, readonly string[]>,
): StrengthHolds => {
  const combinations = allowedCombinations.length > 0 ? allowedCombinations : (strengths.get(id) ?? []);
  if (combinations.length > 0)
    return {
      wasRead: true,
      mfa: all(combinations.map(combinationHoldsMfa)),
      resistance: all(combinations.map(combinationResists)),
    };
  if (id === builtInResistant) return { wasRead: true, mfa: 'yes', resistance: 'yes' };
  const mfa = satisfiesMfa === null ? 'unknown' : satisfiesMfa ? 'yes' : 'no';
  return { wasRead: satisfiesMfa !== null, mfa, resistance: mfa === 'no' ? 'no' : 'unknown' };
};

/**
 * A strength as one factor. Where it is unknown what it holds, it is the weakest that it may be, or the strongest.
 * Where nothing of it was read, it may be met by every sign-in.
 */
const strengthFactor = (
  strength: Strength,
  strengths: ReadonlyMap<string, readonly string[]>,
  reading: Reading,
): Factor => {
  const { mfa, resistance, wasRead } = strengthHolds(strength, strengths);
  if (!wasRead && reading === 'least') return 'anything';
  const isAtLeast = (holds: Holds): boolean => holds === 'yes' || (holds === 'unknown' && reading === 'most');
  if (isAtLeast(resistance)) return `resistant-strength:${strength.id}`;
  return isAtLeast(mfa) ? `mfa-strength:${strength.id}` : `strength:${strength.id}`;
};

/** The controls of a grant, each as what meets it: one factor, or none for a control that nobody meets. */
const controlsOf = (
  { controls, customAuthenticationFactors, termsOfUse, strength }: PolicyGrant,
  strengths: ReadonlyMap<string, readonly string[]>,
  reading: Reading,
): readonly Demand[] => [
  ...controls.map((word): Demand => {
    const control = knownControls.find((known) => known.toLowerCase() === word.toLowerCase());
    if (control === undefined) return reading === 'least' ? ['anything'] : [];
    return control === 'block' ? [] : [control];
  }),
  ...customAuthenticationFactors.map((id) => [`custom:${id}`]),
  ...termsOfUse.map((id) => [`terms:${id}`]),
  ...(strength === null ? [] : [[strengthFactor(strength, strengths, reading)]]),
];

/** Whether a client is able to meet a factor. ActiveSync shows a compliant device alone, other clients show nothing. */
const canShow = (client: Client, factor: Factor): boolean =>
  factor === 'anything' ||
  client === 'browser' ||
  client === 'mobileAppsAndDesktopClients' ||
  (client === 'exchangeActiveSync' && factor === 'compliantDevice');

/** What a policy asks of a client: with AND each control, with OR one of them. Empty if it asks for nothing. */
export const demandsOf = (
  { grant }: ConditionalAccessPolicy,
  strengths: ReadonlyMap<string, readonly string[]>,
  reading: Reading,
  client: Client,
): readonly Demand[] => {
  if (grant === null) return [];
  const controls = controlsOf(grant, strengths, reading).map((demand) =>
    demand.filter((factor) => canShow(client, factor)),
  );
  if (controls.length === 0) return [];
  const isAnd = grant.operator === 'AND' || (grant.operator === 'unknown' && reading === 'most');
  return isAnd ? controls : [controls.flat()];
};
