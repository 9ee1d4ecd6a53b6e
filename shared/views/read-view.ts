import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { tenantNameOf } from '#shared/book/book-tenants.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { noPrices } from '#shared/licensing/price.ts';
import { makePosture } from '#shared/posture/make-posture.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { CardInput, ViewDeps, ViewReads } from './define-view.ts';

/** A posture for views that read no facts. */
const withoutFacts = (tenant: LinkedTenant, now: Date): Posture => {
  const subject = { kind: 'tenant', id: tenant.connection.tenantId, name: tenantNameOf(tenant) } as const;
  return makePosture({ tenant: subject, now, states: {}, facts: {}, prices: noPrices });
};

/** Reads what a view declares of the tenants of a customer. Throws `NotFound` if there is no such customer. */
export const readView = async (
  caller: MemberScope,
  customerId: CustomerId,
  { surfaceIds, factSurfaceIds, withFindings, withTerms }: ViewReads,
  deps: ViewDeps,
): Promise<CardInput> => {
  const now = deps.clock.now();
  const { customer, tenants } = await readCustomer(caller, customerId, deps);
  const readTenant = async (tenant: LinkedTenant) => {
    const [posture, rows] = await Promise.all([
      factSurfaceIds.length === 0
        ? withoutFacts(tenant, now)
        : deps.postureOf(caller, tenant, { surfaceIds: factSurfaceIds, withTerms }),
      withFindings ? deps.rows.ofTenant(caller, tenant.connection.tenantId) : [],
    ]);
    return { tenant, posture, rows };
  };
  const [views, synced] = await Promise.all([
    Promise.all(tenants.map(readTenant)),
    currentSyncStatus(caller, surfaceIds, tenants, deps.surfaceStatesOf),
  ]);
  return { caller, now, customer, tenants: views, synced };
};
