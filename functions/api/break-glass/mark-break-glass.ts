import type { z } from 'zod';
import { audited } from '#shared/api/audited.ts';
import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { displayNameOf } from '#shared/posture/people.ts';
import type { BreakGlassAnswer, contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.markBreakGlass;
type Account = z.input<typeof BreakGlassAnswer>['accounts'][number];

/**
 * Replaces the marks of every tenant of the customer. If one account is unknown, the request is refused and nothing is
 * marked.
 */
export const markBreakGlass = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customer, tenants } = await readCustomer(caller, params.customerId, deps);
  const found = await Promise.all(body.userIds.map((userId) => accountOf(caller, userId, tenants, deps)));
  const pointers = found.flatMap((account, at) =>
    account === undefined ? [{ in: 'body', pointer: `/userIds/${at}`, detail: unknownTo(tenants) } as const] : [],
  );
  if (pointers.length > 0) throw new AppError('InvalidInput', 'some accounts are unknown; see errors', { pointers });
  const accounts = found.flatMap((account) => account ?? []);
  const lists = tenants.map(({ connection: { tenantId } }) => ({
    tenantId,
    userIds: accounts.filter((account) => account.tenantId === tenantId).map(({ userId }) => userId),
  }));
  const { customerId } = customer;
  const target = body.userIds.join(' ') || 'nobody';
  await audited(deps.audit, caller, { action: 'break-glass.marked', target, customerId, requestId }, () =>
    deps.marks.put(caller, lists),
  );
  return { body: { accounts, findingsUpdate: 'on-next-run' } };
};

const accountOf = async (
  caller: MemberScope,
  userId: string,
  tenants: readonly LinkedTenant[],
  { userOf }: Deps,
): Promise<Account | undefined> => {
  for (const tenant of tenants) {
    const named = tenantRefOf(tenant);
    const user = await userOf(caller, named.tenantId, userId);
    if (user !== undefined) return { ...named, userId: user.userId, name: displayNameOf(user), upn: user.upn };
  }
  return undefined;
};

const unknownTo = (tenants: readonly LinkedTenant[]): string =>
  tenants.length === 0
    ? 'the customer has no connected tenant; connect one first'
    : 'no tenant of this customer had a user with this object id at its last sync; start a sync if the account is new';
