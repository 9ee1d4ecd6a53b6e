import { instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type ConnectionParts, connectionConflict, expiryOf, hasOwnCredential } from './connection-entity.ts';
import { type ConnectionReads, requireConnection } from './connection-reads.ts';
import { Connection, type CredentialRecord } from './connection-record.ts';
import { consistent, databaseCall } from './electrodb.ts';

/** The fields of a new connection that a person enters. The others are learned from Microsoft. */
export type NewConnectionFields = Omit<
  Connection,
  'mspId' | 'tenantName' | 'verifiedDomains' | 'grantedScopes' | 'createdAt' | 'revision'
>;
type Wanted = Pick<Connection, 'connectionId' | 'tenantId' | 'ownTenant'>;
/** The fields that a person may change later. */
export type ConnectionSettings = Pick<Connection, 'reads' | 'mailboxes' | 'customerIds' | 'ownTenant'>;

/** What people change of connections. */
export interface ConnectionChanges {
  /**
   * Throws the error that storing this connection would cause, before anything is stored for it. The write checks
   * again.
   */
  assertAvailable(scope: MspScope, wanted: Wanted): Promise<void>;

  /** Throws `TenantTaken` or `OwnTenantTaken` where another connection has the claim, also in a race. */
  create(scope: MspScope, fields: NewConnectionFields): Promise<Connection>;

  /** Changes the connection that was read as `before`. */
  update(scope: MspScope, before: Connection, settings: ConnectionSettings): Promise<Connection>;

  replaceCredential(scope: MspScope, connectionId: ConnectionId, credential: CredentialRecord): Promise<Connection>;

  /** Removes the connection that was read as `before`, with its claims. */
  remove(scope: MspScope, before: Connection): Promise<void>;
}

export const connectionChanges = (
  { table, service }: ConnectionParts,
  reads: Pick<ConnectionReads, 'get'>,
): ConnectionChanges => {
  const { tenant, own } = service.entities;

  /** The claim that prevented a write. */
  const refusal = async ({ mspId }: MspScope, wanted: Wanted): Promise<AppError> => {
    const { connectionId, tenantId } = wanted;
    const ofTenant = await databaseCall(() => tenant.get({ mspId, tenantId }).go(consistent));
    if (ofTenant.data !== null && ofTenant.data.connectionId !== connectionId) {
      return new AppError(
        'TenantTaken',
        `the tenant ${tenantId} is reached by the connection ${ofTenant.data.connectionId} already`,
        {
          connectionId: ofTenant.data.connectionId,
          pointers: [{ in: 'body', pointer: '/tenantId', detail: 'this tenant is connected already' }],
        },
      );
    }
    const ofOwn = await databaseCall(() => own.get({ mspId }).go(consistent));
    if (wanted.ownTenant && ofOwn.data !== null && ofOwn.data.connectionId !== connectionId) {
      return new AppError(
        'OwnTenantTaken',
        `the connection ${ofOwn.data.connectionId} is marked as your own tenant already`,
        {
          connectionId: ofOwn.data.connectionId,
          pointers: [{ in: 'body', pointer: '/ownTenant', detail: 'another connection is marked as your own tenant' }],
        },
      );
    }
    return connectionConflict();
  };

  /**
   * Replaces the credential by one that Microsoft accepted, whatever else of the connection changes meanwhile. Throws
   * `NotFound` where the connection was removed.
   */
  const tryReplaceCredential = async (
    scope: MspScope,
    connectionId: ConnectionId,
    credential: CredentialRecord,
  ): Promise<Connection> => {
    const before = await requireConnection(reads, scope, connectionId);
    const record = Connection.parse({ ...before, credential, revision: before.revision + 1 });
    const { canceled } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          entities.connection
            .patch({ mspId: record.mspId, connectionId })
            .set({ credential: record.credential, revision: record.revision })
            .where(({ revision }, { eq }) => eq(revision, before.revision))
            .commit(),
          entities.expiry.put(expiryOf(table, scope, record)).commit(),
        ])
        .go(),
    );
    if (canceled) throw connectionConflict();
    return record;
  };

  return {
    async assertAvailable(scope, wanted) {
      const found = await refusal(scope, wanted);
      if (found.code !== 'RecordChanged') throw found;
    },

    async create(scope, fields) {
      const record = Connection.parse({
        ...fields,
        mspId: scope.mspId,
        tenantName: null,
        verifiedDomains: [],
        grantedScopes: [],
        createdAt: instantOf(table.clock.now()),
        revision: 1,
      });
      const { mspId, connectionId, tenantId } = record;
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.connection.create(record).commit(),
            entities.tenant.create({ mspId, tenantId, connectionId }).commit(),
            ...(record.ownTenant ? [entities.own.create({ mspId, connectionId }).commit()] : []),
            ...(hasOwnCredential(record) ? [entities.expiry.put(expiryOf(table, scope, record)).commit()] : []),
          ])
          .go(),
      );
      if (canceled) throw await refusal(scope, record);
      return record;
    },

    async update(scope, before, settings) {
      const { reads, mailboxes, customerIds, ownTenant } = settings;
      const changed = { reads, mailboxes, customerIds, ownTenant, revision: before.revision + 1 };
      const record = Connection.parse({ ...before, ...changed });
      const { mspId, connectionId } = before;
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.connection
              .patch({ mspId, connectionId })
              .set(changed)
              .where(({ revision }, { eq }) => eq(revision, before.revision))
              .commit(),
            ...(record.ownTenant && !before.ownTenant ? [entities.own.create({ mspId, connectionId }).commit()] : []),
            ...(before.ownTenant && !record.ownTenant ? [entities.own.delete({ mspId }).commit()] : []),
          ])
          .go(),
      );
      if (canceled) throw await refusal(scope, record);
      return record;
    },

    replaceCredential: (scope, connectionId, credential) =>
      retryOnConflict(() => tryReplaceCredential(scope, connectionId, credential)),

    async remove({ mspId }, before) {
      const { connectionId, tenantId } = before;
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.connection
              .delete({ mspId, connectionId })
              .where(({ revision }, { eq }) => eq(revision, before.revision))
              .commit(),
            entities.tenant.delete({ mspId, tenantId }).commit(),
            ...(before.ownTenant ? [entities.own.delete({ mspId }).commit()] : []),
            entities.expiry.delete({ mspId, holder: connectionId }).commit(),
          ])
          .go(),
      );
      if (canceled) throw connectionConflict();
    },
  };
};
