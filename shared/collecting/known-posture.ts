import type { TenantScope } from '#shared/kernel/scope.ts';
import { unnamedTenant } from '#shared/kernel/subject.ts';
import { noPrices } from '#shared/licensing/price.ts';
import { activePlans } from '#shared/posture/active-plans.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { makePosture, type StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { CollectingPorts } from './ports.ts';

type Stored = Pick<CollectingPorts, 'facts' | 'states' | 'breakGlassMarks' | 'clock'>;

/** The stored posture of a tenant, limited to the named surfaces. */
export const knownPosture = async (
  scope: TenantScope,
  surfaceIds: readonly (keyof FactsBySurface)[],
  { facts, states, breakGlassMarks, clock }: Stored,
): Promise<Posture> => {
  const read = await Promise.all(surfaceIds.map(async (id) => [id, await facts.ofSurface(scope, id)] as const));
  return makePosture({
    tenant: { kind: 'tenant', id: scope.tenantId, name: unnamedTenant },
    now: clock.now(),
    prices: noPrices,
    states: await states.ofTenant(scope),
    markedBreakGlass: await breakGlassMarks.ofTenant(scope, scope.tenantId),
    facts: Object.fromEntries(read) as StoredFacts, // see below
  });
};

/**
 * The tenant's service plans. Undefined where its licenses were never read, which differs from having none. Undefined
 * also where they were read in part: what was left out may be the license that contains a plan.
 */
export const knownPlans = async (
  scope: TenantScope,
  { facts, states }: Pick<Stored, 'facts' | 'states'>,
): Promise<ReadonlySet<string> | undefined> => {
  const { state } = await states.ofTarget(scope, { surfaceId: 'licenses' });
  if (state.dataAsOf === null || state.unread !== undefined) return undefined;
  const licenses = await facts.ofSurface(scope, 'licenses');
  return activePlans({ licenses: licenses as readonly FactsBySurface['licenses'][] }); // see below
};

// Each fact was parsed by its surface before it was stored. It is not parsed again here, because the schemas of ten
// other surfaces would then be part of every surface's bundle.
