import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { ErasedCounts } from '#shared/store/erasure-store.ts';
import type { contract } from './contract.ts';
import { deleteConnectionData, deleteCopies } from './delete-stored-data.ts';
import type { Deps } from './deps.ts';
import { toAnswer } from './erasure-answer.ts';

type Op = typeof contract.operations.createErasure;

/** What has been removed so far. If a step fails, the counts of the earlier steps remain. */
interface Progress {
  removed: ErasedCounts;
}

const addCounts = (progress: Progress, more: Partial<ErasedCounts>): void => {
  const { messages, events, connections, tenantRecords, storedResponses, notes } = progress.removed;
  progress.removed = {
    messages: messages + (more.messages ?? 0),
    events: events + (more.events ?? 0),
    connections: connections + (more.connections ?? 0),
    tenantRecords: tenantRecords + (more.tenantRecords ?? 0),
    storedResponses: storedResponses + (more.storedResponses ?? 0),
    notes: notes + (more.notes ?? 0),
  };
};

export const createErasure = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const customer = body.kind === 'customer' ? await deps.customers.get(caller, body.customerId) : undefined;
  if (body.kind === 'customer' && customer === undefined) {
    throw new AppError('NotFound', `there is no customer ${body.customerId}`);
  }
  const erasureId = deps.newErasureId();
  const addressHash = body.kind === 'address' ? deps.addressHash(caller, body.address) : null;
  const auditEntry = {
    action: body.kind === 'address' ? 'person.erased' : 'customer.erased',
    target: erasureId,
    requestId,
  } as const;
  const erasure = await audited(deps.audit, caller, auditEntry, async () => {
    const customerId = customer?.customerId ?? null;
    const begun = await deps.erasures.begin(caller, { erasureId, kind: body.kind, addressHash, customerId });
    const progress: Progress = { removed: begun.removed };
    try {
      if (body.kind === 'address') await erasePerson(caller, body.address, deps, progress);
      else if (customer !== undefined) await eraseCustomer(caller, customer, deps, progress);
    } catch (error) {
      await deps.erasures.finish(caller, begun, { state: 'failed', ...progress });
      throw error;
    }
    return deps.erasures.finish(caller, begun, { state: 'finished', ...progress });
  });
  return { body: toAnswer(erasure) };
};

/**
 * The address is blocked first: reads that start from now on store nothing of it, and what a read in progress still
 * stores is deleted by the next read.
 */
const erasePerson = async (caller: MemberScope, address: string, deps: Deps, progress: Progress): Promise<void> => {
  await deps.blockAddress(caller, address);
  for (const { customerId } of await deps.customers.list(caller)) {
    addCounts(progress, await deleteCopies(caller, { customerId, address }, deps));
  }
  for (const { tenantId } of await deps.connections.list(caller)) {
    addCounts(progress, { notes: await deps.eraseNotes(caller, tenantId, address) });
  }
  addCounts(progress, { storedResponses: await deps.eraseResponses(caller, address) });
};

/**
 * Tenants that belong to this customer alone are deleted with it. The customer is deleted last, so that the request can
 * be repeated if a step fails.
 */
const eraseCustomer = async (
  caller: MemberScope,
  customer: Customer,
  deps: Deps,
  progress: Progress,
): Promise<void> => {
  const { customerId } = customer;
  const allCustomers = await deps.customers.list(caller);
  for (const connection of await deps.connections.list(caller)) {
    const linked = linkedCustomers(connection, allCustomers);
    if (connection.ownTenant || linked.length !== 1 || linked[0]?.customerId !== customerId) continue;
    addCounts(progress, await deleteConnectionData(caller, connection, deps));
    await deps.connections.remove(caller, connection);
    // A run in progress may have written more data in the meantime.
    addCounts(progress, { ...(await deleteConnectionData(caller, connection, deps)), connections: 1 });
  }
  addCounts(progress, await deleteCopies(caller, { customerId }, deps));
  await deps.deleteTerms(caller, customerId);
  await deps.customers.remove(caller, customer);
  addCounts(progress, { storedResponses: await deps.eraseResponses(caller, customerId) });
  await deps.deleteTerms(caller, customerId);
  addCounts(progress, await deleteCopies(caller, { customerId }, deps));
};
