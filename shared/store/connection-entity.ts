import { Entity, Service } from 'electrodb';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { Connection, shapeVersion } from './connection-record.ts';
import { expiryEntity, newExpiry } from './directory-expiry.ts';
import { attributesOf, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { ownTenantEntity } from './own-tenant.ts';
import type { Table } from './table.ts';
import { tenantClaimEntity } from './tenant-claim.ts';

const connectionEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('connection'),
      attributes: attributesOf(Connection, shapeVersion, ['mspId', 'connectionId']),
      indexes: {
        record: { pk: pk(['mspId'], 'MSP#${mspId}'), sk: sk(['connectionId'], 'CONNECTION#${connectionId}') },
      },
    },
    entityConfig(table),
  );

const entitiesOf = (table: Table) =>
  new Service(
    {
      connection: connectionEntity(table),
      tenant: tenantClaimEntity(table),
      own: ownTenantEntity(table),
      expiry: expiryEntity(table),
    },
    entityConfig(table),
  );

/**
 * A connection, the two claims that keep it unique (one connection per tenant, one own tenant per MSP) and the
 * directory entry of its credential's expiry. They change in one transaction.
 */
export const connectionParts = (table: Table) => ({ table, service: entitiesOf(table) });
export type ConnectionParts = ReturnType<typeof connectionParts>;

/** The directory entry of the expiry of a connection's credential. */
export const expiryOf = (table: Table, scope: MspScope, { connectionId, credential }: Connection) =>
  newExpiry(table, scope, { holder: connectionId, expiresOn: credential.expiresOn });

/**
 * Whether the connection has a credential of its own. Connections through the publisher app share the credential of
 * that app.
 */
export const hasOwnCredential = ({ mode }: Connection): boolean => mode === 'own-app';

export const connectionConflict = (): AppError =>
  new AppError('RecordChanged', 'the connection was changed by somebody else just now');
