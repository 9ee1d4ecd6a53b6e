import { bundleNames, bundles, memberName } from './application-bundles.ts';
import { allCells, cellsOf } from './cell-set.ts';
import type { Grade } from './coverage-claims.ts';
import type { IdentityClass } from './identity-classes.ts';
import { type Client, registerSecurityInfo, type Target } from './sign-in-dimensions.ts';
import type { IdentityKind, SignInSnapshot, SnapshotUser } from './sign-in-snapshot.ts';
import type { SignInSpace } from './sign-in-space.ts';
import type { PointInGap } from './sign-in-witness.ts';

const kindNames: Readonly<Record<IdentityKind, string>> = {
  member: 'A member',
  internalGuest: 'An internal guest',
  b2bCollaborationGuest: 'A guest',
  b2bCollaborationMember: 'A member from another tenant',
  b2bDirectConnectUser: 'A B2B direct connect user',
  otherExternalUser: 'An external user',
  serviceProvider: 'A technician of a service provider',
};

const clientNames: Readonly<Record<Client, string>> = {
  browser: 'a browser',
  mobileAppsAndDesktopClients: 'a mobile or desktop app',
  exchangeActiveSync: 'an Exchange ActiveSync client',
  other: 'a client with legacy authentication',
};

const platformNames: Readonly<Record<string, string>> = {
  windows: 'Windows',
  android: 'Android',
  linux: 'Linux',
  windowsPhone: 'Windows Phone',
  unknown: 'an unknown platform',
};

const capabilityNames: Readonly<Record<string, string>> = {
  compliantDevice: 'a compliant device',
  domainJoinedDevice: 'a domain-joined device',
  approvedApplication: 'an approved client app',
  compliantApplication: 'an app with a protection policy',
};

const missing: Readonly<Record<Grade, string>> = {
  mfa: 'no policy asks for MFA',
  'phishing-resistant': 'no policy asks for phishing-resistant MFA',
  block: 'no policy blocks it',
  remediation: 'no policy asks for a new password',
};

const listOf = (names: readonly string[], word: 'and' | 'or'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`;

/** Who signs in. A class without a user is named by its kind. */
const subjectOf = ({ kind, withRoles, externalTenant }: IdentityClass, user: SnapshotUser | undefined): string => {
  const tenant =
    externalTenant === null || user !== undefined
      ? ''
      : externalTenant === 'other'
        ? ' of an unnamed tenant'
        : ' of a named tenant';
  const roles =
    withRoles.length === 0
      ? ''
      : `, with ${listOf(
          withRoles.map(({ name }) => name),
          'and',
        )} active,`;
  return `${user?.name ?? kindNames[kind]}${tenant}${roles}`;
};

/** An application by its name; one without a name by a policy that names it. */
const applicationName = (id: string, { policies }: SignInSnapshot): string => {
  const known = memberName(id);
  if (known !== undefined) return known;
  const policy = policies.find(({ applications }) =>
    [...applications.include, ...applications.exclude].some((word) => word.toLowerCase() === id),
  );
  return policy === undefined ? 'an application' : `an application that the policy “${policy.name}” names`;
};

const targetName = ({ kind, id = '' }: Target, snapshot: SignInSnapshot): string => {
  const bundle = bundles.find((name) => name === id);
  if (bundle !== undefined) return bundleNames[bundle];
  if (kind === 'application') return applicationName(id, snapshot);
  if (kind === 'authentication-context') return 'a resource with an authentication context';
  return id === registerSecurityInfo ? 'register security information' : 'register a device';
};

/** Any application, and which not. More than three exceptions are counted. */
const targetPhrase = ({ point: { target }, gap }: PointInGap, space: SignInSpace, snapshot: SignInSnapshot): string => {
  if (target.kind === 'user-action') return `may ${targetName(target, snapshot)}`;
  if (target.kind !== 'other-application') return `signs in to ${targetName(target, snapshot)}`;
  const inside = new Set(cellsOf(gap.box[0] ?? 0n));
  const outside = (space.cells[0] ?? []).flatMap((values, cell) => (inside.has(cell) ? [] : values));
  const except = outside
    .flatMap((value) => space.dimensions.target.values[value] ?? [])
    .filter(({ kind }) => kind === 'application' || kind === 'bundle');
  if (except.length === 0) return 'signs in to any application';
  const names = except.map((each) => targetName(each, snapshot));
  return `signs in to any application but ${names.length > 3 ? `${names.length} that policies name` : listOf(names, 'and')}`;
};

const isWhole = ({ gap }: PointInGap, space: SignInSpace, at: number): boolean =>
  gap.box[at] === allCells(space.cells[at]?.length ?? 0);

const placePhrase = (witness: PointInGap, space: SignInSpace, { locations }: SignInSnapshot): string => {
  const { place } = space.dimensions;
  if (isWhole(witness, space, place.at)) return 'anywhere';
  const here = place.values.find(({ point }) => point === witness.point.place);
  if (here === undefined || (here.locationIds.size === 0 && !here.isTrusted)) return 'from outside the named locations';
  const names = [...here.locationIds].map(
    (id) => locations?.find((location) => location.id === id)?.name ?? 'a named location',
  );
  return here.locationIds.size === 0
    ? 'from a trusted IP of the MFA page'
    : `from ${listOf(
        names.map((name) => `“${name}”`),
        'and',
      )}`;
};

const riskPhrases = ({ signInRisk, userRisk, insiderRisk, flow }: PointInGap['point']): readonly string[] => [
  ...(signInRisk === 'none' ? [] : [`at ${signInRisk} sign-in risk`]),
  ...(userRisk === 'none' ? [] : [`at ${userRisk} user risk`]),
  ...(insiderRisk === 'none' ? [] : [`at ${insiderRisk} insider risk`]),
  ...(flow === 'deviceCodeFlow'
    ? ['by device code']
    : flow === 'authenticationTransfer'
      ? ['by authentication transfer']
      : []),
];

/** A capability in words, with its article. */
export const capabilityName = (capability: string): string =>
  capabilityNames[capability] ??
  (capability.startsWith('custom:') ? 'a third-party control' : 'an authentication strength without MFA');

const rulePhrase = ({ point: { rules } }: PointInGap): readonly string[] => {
  const matched = Object.entries(rules)
    .filter(([, matches]) => matches)
    .map(([name]) => name);
  const devices = matched.filter((name) => name.startsWith('device rule')).length;
  return [
    ...(devices === 0 ? [] : ['on a device that a filter names']),
    ...(devices === matched.length ? [] : ['with an application that a filter names']),
  ];
};

/** Who signs in, and where the names are found. */
export interface SentenceContext {
  readonly identityClass: IdentityClass;
  readonly user: SnapshotUser | undefined;
  readonly space: SignInSpace;
  readonly snapshot: SignInSnapshot;
}

/** A witness in one sentence, without ids. */
export const sentenceOf = (
  witness: PointInGap,
  grade: Grade,
  { identityClass, user, space, snapshot }: SentenceContext,
): string => {
  const { point, capabilities } = witness;
  const platform = platformNames[point.platform] ?? point.platform;
  const withCapabilities = capabilities.length === 0 ? [] : [`with ${listOf(capabilities.map(capabilityName), 'and')}`];
  const phrases = [
    `${subjectOf(identityClass, user)} ${targetPhrase(witness, space, snapshot)}`,
    `from ${clientNames[point.client]} on ${platform}`,
    placePhrase(witness, space, snapshot),
    ...riskPhrases(point),
    ...rulePhrase(witness),
    ...withCapabilities,
  ];
  return `${phrases.join(', ')}: ${missing[grade]}.`;
};
