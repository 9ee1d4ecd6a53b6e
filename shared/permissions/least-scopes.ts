import type { RunKind } from '#shared/kernel/run.ts';
import type { AnySurface, ScopeAlternatives } from '#shared/surfaces/define-surface.ts';
import { isGranted, isLicensed } from './access.ts';

/** What is known of a tenant. Plans that were never read restrict nothing. */
export interface TenantGrants {
  readonly granted: readonly string[];
  readonly plans?: ReadonlySet<string> | undefined;
}

/**
 * The scope alternatives that must be granted so that each surface is read with the best option that the tenant's plans
 * allow. A surface without a plan needs nothing.
 */
const requiredScopes = (
  surfaces: readonly AnySurface[],
  { granted, plans }: TenantGrants,
): readonly ScopeAlternatives[] =>
  surfaces
    .flatMap(
      ({ accessOptions }) => accessOptions.find((option) => plans === undefined || isLicensed(option, plans)) ?? [],
    )
    .flatMap(({ scopes }) => scopes)
    .filter((anyOf) => !isGranted(anyOf, granted));

/** Every combination with one scope of each. */
const combinations = (required: readonly ScopeAlternatives[]): readonly (readonly string[])[] =>
  required.reduce<readonly (readonly string[])[]>(
    (chosen, anyOf) => chosen.flatMap((before) => anyOf.map((scope) => [...before, scope])),
    [[]],
  );

const distinct = (required: readonly ScopeAlternatives[]): readonly ScopeAlternatives[] => [
  ...new Map(required.map((anyOf) => [anyOf.join(' '), anyOf])).values(),
];

/**
 * The smallest set of permissions to grant in addition to `held.granted` so that every given surface can be read. Among
 * sets of equal size, the one with lesser permissions.
 */
export const leastScopes = (
  surfaces: readonly AnySurface[],
  held: TenantGrants = { granted: [] },
): readonly string[] => {
  const required = distinct(requiredScopes(surfaces, held));
  const certain = [...new Set(required.filter((anyOf) => anyOf.length === 1).flat())];
  const open = required.filter((anyOf) => !anyOf.some((scope) => certain.includes(scope)));
  // The first scope of each is the least, and the first combination consists of those. Only a smaller one replaces it.
  const [first = [], ...others] = combinations(open).map((chosen) => [...new Set(chosen)]);
  const fewest = others.reduce((best, next) => (next.length < best.length ? next : best), first);
  return [...new Set([...certain, ...fewest])].toSorted();
};

interface ConnectionReads {
  readonly reads: readonly RunKind[];
}

/** The surfaces that a connection reads, without the optional ones. */
export const wantedSurfaces = (surfaces: readonly AnySurface[], { reads }: ConnectionReads): readonly AnySurface[] =>
  surfaces.filter(({ job, optional }) => reads.includes(job) && optional !== true);

/** The permissions that a connection still needs, according to its last token. */
export const missingScopes = (
  surfaces: readonly AnySurface[],
  connection: ConnectionReads & { readonly grantedScopes: readonly string[] },
  plans?: ReadonlySet<string>,
): readonly string[] => leastScopes(wantedSurfaces(surfaces, connection), { granted: connection.grantedScopes, plans });
