import type { Finding } from '#shared/findings/define-finding.ts';
import { isWriteScope } from '#shared/posture/connection-posture.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { type Feature, featureNames } from '#shared/surfaces/features.ts';
import { accessOf, isGranted, isLicensed } from './access.ts';
import { leastScopes } from './least-scopes.ts';

export interface PermissionPlanInput {
  readonly surfaces: readonly AnySurface[];
  readonly findings: readonly Finding[];
  /** From the last token. Undefined where there is none or it cannot be read. */
  readonly granted: readonly string[] | undefined;
  /** Undefined where the tenant's licenses were never read. */
  readonly plans: ReadonlySet<string> | undefined;
  /** The surfaces that the MSP wants to read. */
  readonly wanted: readonly AnySurface[];
}

export interface Unlocks {
  readonly surfaces: readonly string[];
  readonly findings: readonly string[];
  readonly features: readonly Feature[];
}

const unlockedBy = (surfaces: readonly AnySurface[], findings: readonly Finding[]): Unlocks => {
  const surfaceIds = surfaces.map(({ id }) => id);
  const isAmong = (id: string): boolean => surfaceIds.includes(id);
  return {
    surfaces: surfaceIds,
    findings: findings
      .filter(({ requires, consults = [] }) => [...requires, ...consults].some(isAmong))
      .map(({ id }) => id),
    features: featureNames.filter((name) => surfaces.some(({ features }) => features.includes(name))),
  };
};

const scopesIn = (surfaces: readonly AnySurface[]): readonly string[] => [
  ...new Set(
    surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap((option) => option.scopes.map(([least]) => least))),
  ),
];

const scopePlan = (
  scope: string,
  { surfaces, findings, granted, wanted }: PermissionPlanInput,
  least: readonly string[],
) => {
  const readers = surfaces.filter(({ accessOptions }) =>
    accessOptions.some((option) => option.scopes.some((anyOf) => anyOf.includes(scope))),
  );
  return {
    scope,
    granted: granted === undefined ? null : isGranted([scope], granted),
    /** Part of the smallest set that the wanted surfaces need. */
    wanted: least.includes(scope),
    optional: !readers.some((surface) => wanted.includes(surface) && surface.optional !== true),
    writes: isWriteScope(scope),
    unlocks: unlockedBy(readers, findings),
  };
};

const plansIn = (surfaces: readonly AnySurface[], findings: readonly Finding[]): readonly string[] =>
  [
    ...new Set([
      ...surfaces.flatMap(({ accessOptions }) => accessOptions.flatMap(({ plans = [] }) => plans)),
      ...findings.flatMap(({ plans = [] }) => plans),
    ]),
  ].toSorted();

/** What a plan unlocks: surfaces with an option that needs it, and findings that are not applicable without it. */
const licensePlan = (plan: string, { surfaces, findings, plans }: PermissionPlanInput) => {
  const readers = surfaces.filter(({ accessOptions }) => accessOptions.some((option) => option.plans?.includes(plan)));
  const viaSurfaces = unlockedBy(readers, findings);
  const gated = findings.filter((finding) => finding.plans?.includes(plan)).map(({ id }) => id);
  return {
    plan,
    live: plans === undefined ? null : isLicensed({ name: plan, scopes: [], plans: [plan] }, plans),
    unlocks: { ...viaSurfaces, findings: [...new Set([...viaSurfaces.findings, ...gated])] },
  };
};

const featurePlan = (feature: Feature, { surfaces, granted, plans }: PermissionPlanInput) => {
  const own = surfaces.filter(({ features }) => features.includes(feature));
  if (granted === undefined || plans === undefined) return { feature, state: 'unknown', needs: [] } as const;
  const refused = own
    .map((surface) => accessOf(surface, { roles: granted, plans }))
    .filter((access) => access.state !== 'ok');
  const state = (['needs-access', 'needs-license'] as const).find((each) =>
    refused.some((access) => access.state === each),
  );
  const needs = refused.flatMap((access) => (access.state === state ? access.needs : []));
  return { feature, state: state ?? 'ok', needs: [...new Set(needs)].toSorted() } as const;
};

/**
 * What each permission and each plan unlocks, and the smallest set of permissions for the wanted surfaces. Computed
 * from the registries.
 */
export const planPermissions = (planning: PermissionPlanInput) => {
  const { surfaces, findings, granted, plans, wanted } = planning;
  const least = leastScopes(wanted, { granted: [], plans });
  const others = (granted ?? []).filter((scope) => !scopesIn(surfaces).includes(scope));
  return {
    scopes: [...scopesIn(surfaces), ...others].toSorted().map((scope) => scopePlan(scope, planning, least)),
    licenses: plansIn(surfaces, findings).map((plan) => licensePlan(plan, planning)),
    features: featureNames.map((feature) => featurePlan(feature, planning)),
    leastScopes: least,
    missingScopes: leastScopes(wanted, { granted: granted ?? [], plans }),
  };
};
