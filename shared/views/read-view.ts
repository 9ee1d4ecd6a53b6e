import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { tenantNameOf } from '#shared/book/book-tenants.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { syncStatusOfPostures } from '#shared/book/sync-status.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { noPrices } from '#shared/licensing/price.ts';
import { makePosture } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { CardInput, ViewDeps, ViewReads } from './define-view.ts';

/** A posture for views that read the states of surfaces and no facts. */
const withoutFacts = (tenant: LinkedTenant, now: Date, states: Readonly<Record<string, SurfaceState>>): Posture => {
  const subject = { kind: 'tenant', id: tenant.connection.tenantId, name: tenantNameOf(tenant) } as const;
  return makePosture({ tenant: subject, now, states, facts: {}, prices: noPrices });
};

/**
 * Reads what a view declares of the tenants of a customer. The surface states of a tenant are read once, with its
 * posture. Throws `NotFound` if there is no such customer.
 */
export const readView = async (
  caller: MemberScope,
  customerId: CustomerId,
  { surfaceIds, factSurfaceIds, withFindings, withTerms }: ViewReads,
  deps: ViewDeps,
): Promise<CardInput> => {
  const now = deps.clock.now();
  const { customer, tenants } = await readCustomer(caller, customerId, deps);
  const postureOf = async (tenant: LinkedTenant): Promise<Posture> =>
    factSurfaceIds.length === 0
      ? withoutFacts(tenant, now, await deps.surfaceStatesOf(caller, tenant.connection.tenantId))
      : deps.postureOf(caller, tenant, { surfaceIds: factSurfaceIds, withTerms });
  const readTenant = async (tenant: LinkedTenant) => {
    const [posture, rows] = await Promise.all([
      postureOf(tenant),
      withFindings ? deps.rows.ofTenant(caller, tenant.connection.tenantId) : [],
    ]);
    return { tenant, posture, rows };
  };
  const views = await Promise.all(tenants.map(readTenant));
  const synced = syncStatusOfPostures(surfaceIds, views);
  return { caller, now, customer, tenants: views, synced };
};
