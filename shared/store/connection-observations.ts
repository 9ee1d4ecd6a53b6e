import { Instant, instantOf } from '#shared/kernel/clock.ts';
import type { ErrorCode } from '#shared/kernel/errors.ts';
import type { ConnectionId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type ConnectionParts, expiryOf, hasOwnCredential } from './connection-entity.ts';
import { type ConnectionReads, requireConnection } from './connection-reads.ts';
import type { Connection, CredentialRecord } from './connection-record.ts';
import { consistent, databaseCall } from './electrodb.ts';

/**
 * What is learned from Microsoft about connections. It is written without a new revision, so that the change of a
 * person is not refused because a run finished meanwhile.
 */
export interface ConnectionObservations {
  /**
   * Records whether Microsoft accepts the credential. An unchanged state is not written. Nothing is recorded where
   * somebody changed the connection meanwhile: the state may belong to a credential that was replaced, and the next
   * run records it again.
   */
  recordCredentialState(
    scope: MspScope,
    connectionId: ConnectionId,
    learned: { readonly state: CredentialRecord['state']; readonly code?: ErrorCode | undefined },
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

export const connectionObservations = (
  { table, service }: ConnectionParts,
  reads: Pick<ConnectionReads, 'get'>,
): ConnectionObservations => {
  const { connection, expiry } = service.entities;

  return {
    async recordCredentialState(scope, connectionId, { state, code }) {
      const known = await requireConnection(reads, scope, connectionId);
      const { state: knownState, code: knownCode, ...lasting } = known.credential;
      if (knownState === state && knownCode === code) return;
      const credential = { ...lasting, state, ...(code === undefined ? {} : { code }) };
      const { storedAt, expiresOn, notifiedAt, claimedUntil } = expiryOf(table, scope, known);
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

    async recordTenant({ mspId }, connectionId, learned) {
      await databaseCall(() => connection.patch({ mspId, connectionId }).set(learned).go(), 'NotFound');
    },
  };
};

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
