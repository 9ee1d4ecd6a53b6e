import type { LinkedTenant } from '#shared/book/book-tenants.ts';
import { type FindingFilters, matches } from '#shared/book/finding-filters.ts';
import { belongsTo } from '#shared/book/ownership.ts';
import { readCustomer, readTenant } from '#shared/book/read-book.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Deps } from './deps.ts';
import { maxFindings, type TransitionsRequest } from './transition-request.ts';

/** The findings of one tenant that a request names. */
export interface SelectedTenant {
  readonly tenant: LinkedTenant;
  readonly findingKeys: readonly string[];
}

export interface Selection {
  /** Every key, in the order of the answer. Keys of no connected tenant are in no tenant. */
  readonly findingKeys: readonly string[];
  readonly tenants: readonly SelectedTenant[];
}

/** Only connected tenants of the MSP are read, whatever tenants the keys name. */
const byKeys = async (scope: MspScope, findingKeys: readonly string[], deps: Deps): Promise<Selection> => {
  const connections = await deps.connections.list(scope);
  const named = Map.groupBy(findingKeys, (key) => deps.tenantOf(key));
  const known = connections.flatMap((connection) => {
    const keys = named.get(connection.tenantId);
    return keys === undefined ? [] : [{ connection, keys }];
  });
  const tenants = await Promise.all(
    known.map(async ({ connection, keys }) => ({
      tenant: await readTenant(scope, connection, deps),
      findingKeys: keys,
    })),
  );
  return { findingKeys, tenants };
};

type Filter = FindingFilters & { readonly customerId?: CustomerId | undefined };

const tenantsOf = async (scope: MspScope, { customerId }: Filter, deps: Deps) => {
  if (customerId !== undefined) return readCustomer(scope, customerId, deps);
  const connections = await deps.connections.list(scope);
  const tenants = await Promise.all(connections.map((connection) => readTenant(scope, connection, deps)));
  return { customer: undefined, tenants };
};

/** Each tenant with its findings that match, worst first. Throws `InvalidInput` where they are too many. */
const byFilter = async (scope: MspScope, filter: Filter, deps: Deps): Promise<Selection> => {
  const { customer, tenants } = await tenantsOf(scope, filter, deps);
  const now = deps.clock.now();
  const selected: SelectedTenant[] = [];
  for (const tenant of tenants) {
    const rows = await deps.rows.ofTenant(scope, tenant.connection.tenantId);
    const found = rows
      .filter((row) => matches(row, tenant, filter, now))
      .filter((row) => customer === undefined || belongsTo(customer, tenant.linked, row))
      .toSorted((one, other) => (one.rank < other.rank ? -1 : 1));
    if (found.length > 0) selected.push({ tenant, findingKeys: found.map(({ findingKey }) => findingKey) });
  }
  const findingKeys = selected.flatMap((each) => each.findingKeys);
  if (findingKeys.length <= maxFindings) return { findingKeys, tenants: selected };
  const detail = `${findingKeys.length} findings match; at most ${maxFindings} are changed at once, so name fewer`;
  throw new AppError('InvalidInput', `filter: ${detail}`, { pointers: [{ in: 'body', pointer: '/filter', detail }] });
};

export const selectedFindings = (
  scope: MspScope,
  { findingKeys = [], filter }: Pick<TransitionsRequest, 'findingKeys' | 'filter'>,
  deps: Deps,
): Promise<Selection> => (filter === undefined ? byKeys(scope, findingKeys, deps) : byFilter(scope, filter, deps));
