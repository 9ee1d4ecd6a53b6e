import type { TenantScope } from '#shared/kernel/scope.ts';
import { activePlans } from '#shared/posture/active-plans.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import { makePosture, type StoredFacts } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import { surfaceOf } from '#shared/surfaces/index.ts';
import type { CollectingPorts } from './ports.ts';

type Stored = Pick<CollectingPorts, 'facts' | 'states' | 'breakGlassMarks' | 'clock'>;

/** The stored posture of a tenant, limited to the named surfaces. */
export const knownPosture = async (
  scope: TenantScope,
  surfaceIds: readonly (keyof FactsBySurface)[],
  { facts, states, breakGlassMarks, clock }: Stored,
): Promise<Posture> => {
  const read = await Promise.all(surfaceIds.map(async (id) => [id, await parsedFacts(scope, id, facts)] as const));
  return makePosture({
    tenant: { kind: 'tenant', id: scope.tenantId, name: scope.tenantId },
    now: clock.now(),
    states: await states.ofTenant(scope),
    markedBreakGlass: await breakGlassMarks.ofTenant(scope, scope.tenantId),
    facts: Object.fromEntries(read) as StoredFacts, // each fact was parsed by the surface it is stored under
  });
};

/** The tenant's service plans. Undefined where its licenses were never read, which differs from having none. */
export const knownPlans = async (
  scope: TenantScope,
  { facts, states }: Pick<Stored, 'facts' | 'states'>,
): Promise<ReadonlySet<string> | undefined> => {
  const { state } = await states.ofTarget(scope, { surfaceId: 'licenses' });
  if (state.dataAsOf === null) return undefined;
  const licenses = await parsedFacts(scope, 'licenses', facts);
  return activePlans({ licenses: licenses as readonly FactsBySurface['licenses'][] }); // parsed by the licenses surface
};

const parsedFacts = async (
  scope: TenantScope,
  surfaceId: string,
  facts: Stored['facts'],
): Promise<readonly unknown[]> => {
  const surface = surfaceOf(surfaceId);
  if (surface === undefined) return [];
  return (await facts.ofSurface(scope, surfaceId)).map((fact): unknown => surface.fact.parse(fact));
};
