import { Entity, Service } from 'electrodb';
import { z } from 'zod';
import { Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { ConnectionId, type TenantId } from '#shared/kernel/ids.ts';
import { type CustomerDomains, linkedCustomers } from '#shared/kernel/linked-customers.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { Connection, type CredentialRecord, shapeVersion } from './connection-record.ts';
import { expiryEntity, newExpiry } from './directory-expiry.ts';
import { allPages, attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { ownTenantEntity } from './own-tenant.ts';
import { publisherApps } from './publisher-app-store.ts';
import type { Table } from './table.ts';
import { tenantClaimEntity } from './tenant-claim.ts';
import { withPublisherApp } from './with-publisher-app.ts';

export { Connection } from './connection-record.ts';

/** The fields of a new connection that a person enters. The others are learned from Microsoft. */
export type NewConnectionFields = Omit<
  Connection,
  'mspId' | 'tenantName' | 'verifiedDomains' | 'grantedScopes' | 'createdAt' | 'revision'
>;
const Linked = Connection.pick({ connectionId: true, verifiedDomains: true, customerIds: true });
type Wanted = Pick<Connection, 'connectionId' | 'tenantId' | 'ownTenant'>;
/** The fields that a person may change later. */
export type ConnectionSettings = Pick<Connection, 'reads' | 'mailboxes' | 'customerIds' | 'ownTenant'>;

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
 * Connections, with the two claims that keep them unique (one connection per tenant, one own tenant per MSP) and the
 * directory entry of their credential's expiry. They change in one transaction.
 */
export interface Connections {
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

  /**
   * Throws the error that storing this connection would cause, before anything is stored for it. The write checks
   * again.
   */
  assertAvailable(scope: MspScope, wanted: Wanted): Promise<void>;

  /** Throws `TenantTaken` or `OwnTenantTaken` where another connection has the claim, also in a race. */
  create(scope: MspScope, words: NewConnectionFields): Promise<Connection>;

  /** Changes the connection that was read as `before`. */
  update(scope: MspScope, before: Connection, words: ConnectionSettings): Promise<Connection>;

  replaceCredential(scope: MspScope, connectionId: ConnectionId, credential: CredentialRecord): Promise<Connection>;

  /** Removes the connection that was read as `before`, with its claims. */
  remove(scope: MspScope, before: Connection): Promise<void>;

  /**
   * Records whether Microsoft accepts the credential. An unchanged state is not written. Nothing is recorded where
   * somebody changed the connection meanwhile: the state may belong to a credential that was replaced, and the next
   * run records it again.
   */
  recordCredentialState(
    scope: MspScope,
    connectionId: ConnectionId,
    learned: { readonly state: CredentialRecord['state']; readonly code?: string | undefined },
  ): Promise<void>;

  /**
   * Records when the secret in use expires, once Microsoft Graph says so; a certificate contains its own expiry.
   * `endOf` is called with the instant at which the secret was stored and returns undefined where it does not know. A
   * date from Graph stays until the credential is replaced. A date that differs from the entered one starts the
   * warnings anew. Returns the connection as it is then; where it was changed meanwhile nothing is recorded, and the
   * next evaluation asks again.
   */
  recordSecretExpiry(
    scope: MspScope,
    known: Connection,
    endOf: (takenAt: string) => string | undefined,
  ): Promise<Connection>;

  /** Records what a run learned about the tenant. Absent fields stay unchanged. */
  recordTenant(
    scope: MspScope,
    connectionId: ConnectionId,
    learned: Partial<Pick<Connection, 'tenantName' | 'verifiedDomains' | 'grantedScopes'>>,
  ): Promise<void>;
}

export const connections = (table: Table): Connections => {
  const service = entitiesOf(table);
  const { connection, tenant, own, expiry } = service.entities;

  const get = async (scope: MspScope, connectionId: ConnectionId): Promise<Connection | undefined> => {
    const { data } = await databaseCall(() => connection.get({ mspId: scope.mspId, connectionId }).go(consistent));
    if (data === null) return undefined;
    const found = Connection.parse(data);
    return found.mode === 'own-app' ? found : withPublisherApp(found, await publisherApps(table).get(scope));
  };

  const existing = async (scope: MspScope, connectionId: ConnectionId): Promise<Connection> => {
    const found = await get(scope, connectionId);
    if (found === undefined) throw new AppError('NotFound', `there is no connection ${connectionId}`);
    return found;
  };

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
   * Changes learned fields without a new revision, so that the change of a person is not refused because a run finished
   * meanwhile.
   */
  const note = async ({ mspId }: MspScope, connectionId: ConnectionId, learned: Partial<Connection>): Promise<void> => {
    await databaseCall(() => connection.patch({ mspId, connectionId }).set(learned).go(), 'NotFound');
  };

  const expiryOf = (scope: MspScope, { connectionId, credential }: Connection) =>
    newExpiry(table, scope, { holder: connectionId, expiresOn: credential.expiresOn });

  /**
   * Replaces the credential by one that Microsoft accepted, whatever else of the connection changes meanwhile. Throws
   * `NotFound` where the connection was removed.
   */
  const tryReplaceCredential = async (
    scope: MspScope,
    connectionId: ConnectionId,
    credential: CredentialRecord,
  ): Promise<Connection> => {
    const before = await existing(scope, connectionId);
    const record = Connection.parse({ ...before, credential, revision: before.revision + 1 });
    const { canceled } = await databaseCall(() =>
      service.transaction
        .write((entities) => [
          entities.connection
            .patch({ mspId: record.mspId, connectionId })
            .set({ credential: record.credential, revision: record.revision })
            .where(({ revision }, { eq }) => eq(revision, before.revision))
            .commit(),
          entities.expiry.put(expiryOf(scope, record)).commit(),
        ])
        .go(),
    );
    if (canceled) throw connectionConflict();
    return record;
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

    async assertAvailable(scope, wanted) {
      const found = await refusal(scope, wanted);
      if (found.code !== 'RecordChanged') throw found;
    },

    async create(scope, words) {
      const record = Connection.parse({
        ...words,
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
            ...(hasOwnCredential(record) ? [entities.expiry.put(expiryOf(scope, record)).commit()] : []),
          ])
          .go(),
      );
      if (canceled) throw await refusal(scope, record);
      return record;
    },

    async update(scope, before, words) {
      const { reads, mailboxes, customerIds, ownTenant } = words;
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

    async recordCredentialState(scope, connectionId, { state, code }) {
      const known = await existing(scope, connectionId);
      const { state: stood, code: said, ...lasting } = known.credential;
      if (stood === state && said === code) return;
      const credential = { ...lasting, state, ...(code === undefined ? {} : { code }) };
      const { storedAt, expiresOn, notifiedAt, claimedUntil } = expiryOf(scope, known);
      const refusedAt = state === 'refused' ? instantOf(table.clock.now()) : null;
      const { mspId } = scope;
      await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.connection.patch({ mspId, connectionId }).set({ credential }).where(asRead(known)).commit(),
            ...(hasOwnCredential(known)
              ? [
                  entities.expiry
                    .upsert({ mspId, holder: connectionId, refusedAt })
                    .ifNotExists({ storedAt, expiresOn, notifiedAt, claimedUntil })
                    .commit(),
                ]
              : []),
          ])
          .go(),
      );
    },

    async recordSecretExpiry({ mspId }, known, endOf) {
      const { kind, expirySource } = known.credential;
      if (!hasOwnCredential(known) || kind !== 'secret' || expirySource === 'graph') return known;
      const { connectionId } = known;
      const { data: entry } = await databaseCall(() => expiry.get({ mspId, holder: connectionId }).go(consistent));
      const expiresOn = entry === null ? undefined : endOf(Instant.parse(entry.storedAt));
      if (expiresOn === undefined) return known;
      const credential: CredentialRecord = { ...known.credential, expiresOn, expirySource: 'graph' };
      const { canceled } = await databaseCall(() =>
        service.transaction
          .write((entities) => [
            entities.connection.patch({ mspId, connectionId }).set({ credential }).where(asRead(known)).commit(),
            ...(known.credential.expiresOn === expiresOn
              ? []
              : [
                  entities.expiry
                    .patch({ mspId, holder: connectionId })
                    .set({ expiresOn, notifiedAt: {}, claimedUntil: null })
                    .commit(),
                ]),
          ])
          .go(),
      );
      return canceled ? known : { ...known, credential };
    },

    recordTenant: (scope, connectionId, learned) => note(scope, connectionId, learned),
  };
};

/**
 * Whether the connection has a credential of its own. Connections through the publisher app share the credential of
 * that app.
 */
const hasOwnCredential = ({ mode }: Connection): boolean => mode === 'own-app';

const connectionConflict = (): AppError =>
  new AppError('RecordChanged', 'the connection was changed by somebody else just now');

/**
 * The condition for writing what was learned about the credential of a connection: it was not replaced, and nothing
 * else was learned about it meanwhile. For a connection through the publisher app only the revision counts, because the
 * credential of the app is not in its record.
 */
const asRead =
  (known: Connection) =>
  <Attribute>(
    { revision, credential }: { revision: Attribute; credential: Attribute },
    { eq }: { eq(attribute: Attribute, value: unknown): string },
  ): string =>
    hasOwnCredential(known)
      ? `${eq(revision, known.revision)} AND ${eq(credential, known.credential)}`
      : eq(revision, known.revision);
