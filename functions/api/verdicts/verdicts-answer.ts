import type { z } from 'zod';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { currentSyncStatus } from '#shared/book/sync-status.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { verdictsOfTenants } from '#shared/views/verdicts/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Answer = z.input<typeof contract.operations.listCustomerVerdicts.response.body>;

/** The verdict of every finding of the catalog over these tenants, with the states of its surfaces. */
export const readVerdicts = async (
  scope: MspScope,
  tenants: readonly LinkedTenant[],
  customer: Customer | undefined,
  deps: Deps,
): Promise<Answer> => {
  const [items, synced] = await Promise.all([
    verdictsOfTenants(scope, tenants, customer, deps),
    currentSyncStatus(scope, judgedSurfaces, tenants, deps.surfaceStatesOf),
  ]);
  return { items, ...synced };
};
