import type { ConditionalAccessPolicy } from '#shared/surfaces/conditional-access/schema.ts';
import { bundles } from './application-bundles.ts';
import type { ClaimId } from './coverage-claims.ts';
import { applicationRuleAtom, deviceRuleAtom } from './filter-rules.ts';
import { allTrusted, mfaTrustedIpsId } from './sign-in-dimensions.ts';
import type { IdentityKind } from './sign-in-snapshot.ts';

export const assumptionCodes = [
  'bundle-membership',
  'rules-independent',
  'mfa-trusted-ips',
  'baseline-scopes',
  'providers-in-all',
  'tokens',
] as const;
export type AssumptionCode = (typeof assumptionCodes)[number];

/** What an answer takes for granted because Microsoft does not document it or Graph does not show it. */
export const assumptionTexts: Readonly<Record<AssumptionCode, string>> = {
  'bundle-membership':
    'Microsoft publishes no complete list of the applications in Office 365 and in the Microsoft admin portals. We use the members that are documented.',
  'rules-independent':
    'Filter rules with different texts are taken as independent: a device or an application may match any of them.',
  'mfa-trusted-ips':
    'The trusted IPs of the old MFA page are not shown by Microsoft Graph. An address may be one of them or not.',
  'baseline-scopes':
    'A policy for all resources with an exclusion also protects the basic permissions, as Microsoft enforces since June 2026. A tenant may have opted out.',
  'providers-in-all': 'A policy for all users also applies to the technicians of service providers.',
  tokens: 'A sign-in that met MFA keeps that in its token until the sign-in frequency asks again.',
};

const wordsOf = (policies: readonly ConditionalAccessPolicy[]): ReadonlySet<string> =>
  new Set(
    policies
      .flatMap(({ applications, locations }) => [
        ...applications.include,
        ...applications.exclude,
        ...(locations?.include ?? []),
        ...(locations?.exclude ?? []),
      ])
      .map((word) => word.toLowerCase()),
  );

const hasSeveral = (keys: readonly string[]): boolean => new Set(keys).size > 1;

const hasIndependentRules = (policies: readonly ConditionalAccessPolicy[]): boolean => {
  const deviceRules = policies.flatMap(({ devices }) => devices?.filter?.rule ?? []);
  const applicationRules = policies.flatMap(({ applications }) => applications.filter?.rule ?? []);
  return (
    hasSeveral(deviceRules.map((rule) => deviceRuleAtom(rule).key)) ||
    hasSeveral(applicationRules.map((rule) => applicationRuleAtom(rule).key))
  );
};

const closesWithExclusion = ({ applications: { everything, exclude, filter } }: ConditionalAccessPolicy): boolean =>
  everything && (exclude.length > 0 || filter?.mode?.toLowerCase() === 'exclude');

const mfaClaims: ReadonlySet<ClaimId> = new Set([
  'mfa-everywhere',
  'mfa-admins',
  'phishing-resistant-admins',
  'admin-portals',
  'security-info-protected',
  'risky-sign-ins-answered',
  'providers-covered',
]);

/** The assumptions of one answer. `closing` are the policies of its certificate. */
export const assumptionsOf = (
  claimId: ClaimId,
  kind: IdentityKind,
  policies: readonly ConditionalAccessPolicy[],
  closing: readonly ConditionalAccessPolicy[],
): readonly AssumptionCode[] => {
  const words = wordsOf(policies);
  const holds: Readonly<Record<AssumptionCode, boolean>> = {
    'bundle-membership': claimId === 'admin-portals' || bundles.some((bundle) => words.has(bundle.toLowerCase())),
    'rules-independent': hasIndependentRules(policies),
    'mfa-trusted-ips': claimId === 'security-info-protected' || words.has(allTrusted) || words.has(mfaTrustedIpsId),
    'baseline-scopes': closing.some(closesWithExclusion),
    'providers-in-all': kind === 'serviceProvider' && policies.some(({ include }) => include.everyone),
    tokens: closing.length > 0 && mfaClaims.has(claimId),
  };
  return assumptionCodes.filter((code) => holds[code]);
};
