import { audited } from '#shared/api/audited.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { ErasedCounts } from '#shared/store/erasure-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { toAnswer } from './erasure-answer.ts';

type Op = typeof contract.operations.createErasure;

/** What has been removed so far; a part that fails leaves what went before it counted. */
interface Tally {
  removed: ErasedCounts;
}

const count = (tally: Tally, more: Partial<ErasedCounts>): void => {
  const { messages, events, connections, tenantRecords } = tally.removed;
  tally.removed = {
    messages: messages + (more.messages ?? 0),
    events: events + (more.events ?? 0),
    connections: connections + (more.connections ?? 0),
    tenantRecords: tenantRecords + (more.tenantRecords ?? 0),
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
  const what = { action: body.kind === 'address' ? 'person.erased' : 'customer.erased', target: erasureId, requestId };
  const erasure = await audited(deps.audit, caller, what, async () => {
    const customerId = customer?.customerId ?? null;
    const begun = await deps.erasures.begin(caller, { erasureId, kind: body.kind, addressHash, customerId });
    const tally: Tally = { removed: begun.removed };
    try {
      if (body.kind === 'address') await erasePerson(caller, body.address, deps, tally);
      else if (customer !== undefined) await eraseCustomer(caller, customer, deps, tally);
    } catch (error) {
      await deps.erasures.finish(caller, begun, { state: 'failed', ...tally });
      throw error;
    }
    return deps.erasures.finish(caller, begun, { state: 'finished', ...tally });
  });
  return { body: toAnswer(erasure) };
};

/** Kept out first: a reading that begins now brings nothing back, and what one under way still brings goes with the next. */
const erasePerson = async (caller: MemberScope, address: string, deps: Deps, tally: Tally): Promise<void> => {
  await deps.blockAddress(caller, address);
  for (const { customerId } of await deps.customers.list(caller)) {
    count(tally, await deps.purgeCommunications(caller, customerId, address));
  }
};

/** Tenants that belong to this customer alone go with it. The customer goes last, so that a part that failed can be asked for again. */
const eraseCustomer = async (caller: MemberScope, customer: Customer, deps: Deps, tally: Tally): Promise<void> => {
  const { customerId } = customer;
  const everybody = await deps.customers.list(caller);
  for (const connection of await deps.connections.list(caller)) {
    const linked = linkedCustomers(connection, everybody);
    if (connection.ownTenant || linked.length !== 1 || linked[0]?.customerId !== customerId) continue;
    count(tally, await deps.deleteConnectionData(caller, connection));
    await deps.connections.remove(caller, connection);
    // A run that was under way may have kept more in between.
    count(tally, { ...(await deps.deleteConnectionData(caller, connection)), connections: 1 });
  }
  count(tally, await deps.purgeCommunications(caller, customerId));
  await deps.deleteTerms(caller, customerId);
  await deps.customers.remove(caller, customer);
  await deps.deleteTerms(caller, customerId);
  count(tally, await deps.purgeCommunications(caller, customerId));
};
