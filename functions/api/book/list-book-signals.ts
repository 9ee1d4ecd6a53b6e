import { bookLines } from '#shared/book/book-tenants.ts';
import { readBook } from '#shared/book/read-book.ts';
import { signalLines } from '#shared/book/signals.ts';
import { bookSyncStatus } from '#shared/book/surface-counts.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listBookSignals;

/** The surfaces from which the signals are computed. */
const surfaceIds = [
  'users',
  'mfa-registrations',
  'conditional-access',
  'security-defaults',
  'directory-roles',
  'secure-score',
];

export const listBookSignals = async ({ caller }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { customers, tenants } = await readBook(caller, deps);
  return { body: { items: signalLines(bookLines(customers, tenants)), ...bookSyncStatus(surfaceIds, tenants) } };
};
