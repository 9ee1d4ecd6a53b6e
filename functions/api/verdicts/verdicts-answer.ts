import type { z } from 'zod';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { syncedNow } from '#shared/book/sync-status.ts';
import { judgedSurfaces } from '#shared/judging/judged-surfaces.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import { verdictsOver } from '#shared/views/verdicts/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Answer = z.input<typeof contract.operations.listCustomerVerdicts.response.body>;

/** Every finding of the catalog over these tenants, with how it stands with what it was judged on. */
export const verdictsAnswer = async (
  scope: MspScope,
  tenants: readonly LinkedTenant[],
  customer: Customer | undefined,
  deps: Deps,
): Promise<Answer> => {
  const [items, synced] = await Promise.all([
    verdictsOver(scope, tenants, customer, deps),
    syncedNow(scope, judgedSurfaces, tenants, deps.statesOf),
  ]);
  return { items, ...synced };
};
