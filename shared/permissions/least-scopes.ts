import type { AnySurface, ScopeAlternatives } from '#shared/surfaces/define-surface.ts';
import { isGranted, isLicensed } from './access.ts';

/** What is known of a tenant; plans that were never read stand in nobody's way. */
export interface TenantGrants {
  readonly granted: readonly string[];
  readonly plans?: ReadonlySet<string> | undefined;
}

/** What must be granted, any of each, so that each surface is read by the best way that the tenant's plans allow. One without a plan asks for nothing. */
const demandsOf = (surfaces: readonly AnySurface[], { granted, plans }: TenantGrants): readonly ScopeAlternatives[] =>
  surfaces
    .flatMap(({ accessOptions }) => accessOptions.find((way) => plans === undefined || isLicensed(way, plans)) ?? [])
    .flatMap(({ scopes }) => scopes)
    .filter((anyOf) => !isGranted(anyOf, granted));

/** Every way of choosing one of each. */
const choices = (demands: readonly ScopeAlternatives[]): readonly (readonly string[])[] =>
  demands.reduce<readonly (readonly string[])[]>(
    (chosen, anyOf) => chosen.flatMap((before) => anyOf.map((scope) => [...before, scope])),
    [[]],
  );

const distinct = (demands: readonly ScopeAlternatives[]): readonly ScopeAlternatives[] => [
  ...new Map(demands.map((anyOf) => [anyOf.join(' '), anyOf])).values(),
];

/** The fewest permissions to grant beside those that are, so that nothing of these surfaces is missing; among as few, the lesser ones. */
export const leastScopes = (
  surfaces: readonly AnySurface[],
  held: TenantGrants = { granted: [] },
): readonly string[] => {
  const demands = distinct(demandsOf(surfaces, held));
  const certain = [...new Set(demands.filter((anyOf) => anyOf.length === 1).flat())];
  const open = demands.filter((anyOf) => !anyOf.some((scope) => certain.includes(scope)));
  // The first scope of each is the least, and the first choice is made of those: only a shorter one takes its place.
  const [first = [], ...others] = choices(open).map((chosen) => [...new Set(chosen)]);
  const fewest = others.reduce((best, next) => (next.length < best.length ? next : best), first);
  return [...new Set([...certain, ...fewest])].toSorted();
};

interface Reading {
  readonly reads: readonly ('posture' | 'communications')[];
}

/** The surfaces that a connection reads; what is optional is nobody's loss. */
export const wantedSurfaces = (surfaces: readonly AnySurface[], { reads }: Reading): readonly AnySurface[] =>
  surfaces.filter(({ job, optional }) => reads.includes(job) && optional !== true);

/** What a connection still wants granted, as far as its last token says. */
export const missingScopes = (
  surfaces: readonly AnySurface[],
  connection: Reading & { readonly grantedScopes: readonly string[] },
  plans?: ReadonlySet<string>,
): readonly string[] => leastScopes(wantedSurfaces(surfaces, connection), { granted: connection.grantedScopes, plans });
