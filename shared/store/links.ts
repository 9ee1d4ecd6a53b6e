import { domainMatches } from '#shared/kernel/domain.ts';
import type { Connection } from './connection-record.ts';
import type { Customer } from './customer.ts';

/**
 * The customers whom a tenant belongs to: those one of whose domains it has verified (whole domain, or below one that the customer holds with its
 * sub-domains), and those that were named at the connection. In the order of `customers`.
 */
export const linkedCustomers = (
  connection: Pick<Connection, 'verifiedDomains' | 'customerIds'>,
  customers: readonly Customer[],
): readonly Customer[] =>
  customers.filter(
    (customer) =>
      connection.customerIds.includes(customer.customerId) ||
      customer.domains.some((own) => connection.verifiedDomains.some((verified) => domainMatches(verified, own))),
  );
