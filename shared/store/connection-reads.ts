import { z } from 'zod';
import { AppError } from '#shared/kernel/errors.ts';
import { ConnectionId, type TenantId } from '#shared/kernel/ids.ts';
import { type CustomerDomains, linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { ConnectionParts } from './connection-entity.ts';
import { Connection } from './connection-record.ts';
import { allPages, consistent, databaseCall } from './electrodb.ts';
import { publisherApps } from './publisher-app-store.ts';
import { withPublisherApp } from './with-publisher-app.ts';

const Linked = Connection.pick({ connectionId: true, verifiedDomains: true, customerIds: true });

/** Reads connections. */
export interface ConnectionReads {
  get(scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined>;

  /** Every connection of the MSP, oldest first. */
  list(scope: MspScope): Promise<readonly Connection[]>;

  /**
   * The connections of one customer, oldest first. Of other connections only the fields that link them to customers
   * are read.
   */
  linkedTo(scope: MspScope, customer: CustomerDomains): Promise<readonly Connection[]>;

  /** The connection of a tenant. */
  ofTenant(scope: MspScope, tenantId: TenantId): Promise<Connection | undefined>;
}

export const connectionReads = ({ table, service }: ConnectionParts): ConnectionReads => {
  const { connection, tenant } = service.entities;

  const get = async (scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined> => {
    const { data } = await databaseCall(() => connection.get({ mspId: scope.mspId, connectionId }).go(consistent));
    if (data === null) return undefined;
    const found = Connection.parse(data);
    return found.mode === 'own-app' ? found : withPublisherApp(found, await publisherApps(table).get(scope));
  };

  return {
    get,

    async list(scope) {
      const { data } = await databaseCall(() => connection.query.record({ mspId: scope.mspId }).go(allPages));
      const found = z.array(Connection).parse(data);
      if (found.every(({ mode }) => mode === 'own-app')) return found;
      const app = await publisherApps(table).get(scope);
      return found.map((each) => withPublisherApp(each, app));
    },

    async linkedTo(scope, customer) {
      const attributes: (keyof Connection)[] = ['connectionId', 'verifiedDomains', 'customerIds'];
      const { data } = await databaseCall(() =>
        connection.query.record({ mspId: scope.mspId }).go({ ...allPages, attributes }),
      );
      const own = z
        .array(Linked)
        .parse(data)
        .filter((each) => linkedCustomers(each, [customer]).length > 0);
      const found = await Promise.all(own.map(({ connectionId }) => get(scope, connectionId)));
      return found.filter((each) => each !== undefined);
    },

    async ofTenant(scope, tenantId) {
      const { data } = await databaseCall(() => tenant.get({ mspId: scope.mspId, tenantId }).go(consistent));
      return data === null ? undefined : get(scope, ConnectionId.parse(data.connectionId));
    },
  };
};

/** The connection with that id. Throws `NotFound`. */
export const requireConnection = async (
  { get }: Pick<ConnectionReads, 'get'>,
  scope: MspScope,
  connectionId: ConnectionId,
): Promise<Connection> => {
  const found = await get(scope, connectionId);
  if (found === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
  return found;
};
