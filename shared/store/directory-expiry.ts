import { Entity } from 'electrodb';
import { z } from 'zod';
import { openMspScope } from '#shared/access/open-scope.ts';
import { CalendarDate, Instant, instantOf } from '#shared/kernel/clock.ts';
import { CredentialWarning } from '#shared/kernel/credential-warning.ts';
import { ConnectionId, MspId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 2;

/** The owner of a credential: a connection, or the publisher app of an MSP. */
export const CredentialHolder = z.union([ConnectionId, z.literal('publisher-app')]);
export type CredentialHolder = z.output<typeof CredentialHolder>;

/** When a credential expires. The directory is shared by all MSPs, so an entry contains only ids and instants. */
export const ExpiryEntry = z.object({
  mspId: MspId,
  holder: CredentialHolder,
  /** When this credential was stored. A replaced credential starts without notifications. */
  storedAt: Instant,
  /** Null where it is unknown. */
  expiresOn: CalendarDate.nullable(),
  /** When Microsoft started to refuse it. */
  refusedAt: Instant.nullable(),
  /** The warnings that were sent about it, and when. */
  notifiedAt: z.partialRecord(CredentialWarning, Instant),
  /** A scan is sending warnings about it; no other scan does before this instant. */
  claimedUntil: Instant.nullable(),
});
export type ExpiryEntry = z.output<typeof ExpiryEntry>;

export const expiryEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('credentialExpiry'),
      attributes: attributesOf(ExpiryEntry, shapeVersion, ['mspId', 'holder']),
      indexes: {
        record: { pk: pk([], 'DIRECTORY#EXPIRY'), sk: sk(['mspId', 'holder'], 'MSP#${mspId}#${holder}') },
      },
    },
    entityConfig(table),
  );

/**
 * The entry of a credential that was just stored. It is written in the transaction that stores the owner of the
 * credential.
 */
export const newExpiry = (
  { clock }: Pick<Table, 'clock'>,
  { mspId }: Pick<MspScope, 'mspId'>,
  { holder, expiresOn }: Pick<ExpiryEntry, 'holder' | 'expiresOn'>,
): ExpiryEntry => ({
  mspId,
  holder,
  expiresOn,
  storedAt: instantOf(clock.now()),
  refusedAt: null,
  notifiedAt: {},
  claimedUntil: null,
});

export interface ExpiryPage {
  readonly items: readonly ExpiryEntry[];
  /** The opaque position of the next page; undefined at the end. */
  readonly next: string | undefined;
}

export interface DirectoryExpiry {
  /** Entries of all MSPs, sorted by id. */
  page(page: { limit: number; from?: string | undefined }): Promise<ExpiryPage>;

  /** The scope of the MSP that an entry belongs to. */
  scopeOf(entry: ExpiryEntry): MspScope;

  /**
   * Claims an entry, as it was read, for one scan. Throws `RecordChanged` where another scan has claimed it or its
   * credential was replaced.
   */
  claim(entry: ExpiryEntry, until: Date): Promise<ExpiryEntry>;

  /**
   * Completes a claim with the warnings that were sent. An entry that was replaced meanwhile is left unchanged and
   * throws `RecordChanged`.
   */
  completeClaim(claimed: ExpiryEntry, notifiedAt: ExpiryEntry['notifiedAt']): Promise<void>;
}

export const directoryExpiry = (table: Table): DirectoryExpiry => {
  const entries = expiryEntity(table);
  return {
    async page({ limit, from }) {
      const { data, cursor } = await databaseCall(() =>
        entries.query.record({}).go({ ...consistent, limit, cursor: from ?? null }),
      );
      return { items: data.map((item) => ExpiryEntry.parse(item)), next: cursor ?? undefined };
    },

    scopeOf: ({ mspId }) => openMspScope(mspId),

    async claim(entry, until) {
      const claimedUntil = instantOf(until);
      await databaseCall(() =>
        entries
          .patch({ mspId: entry.mspId, holder: entry.holder })
          .set({ claimedUntil })
          .where(
            (current, { eq }) =>
              `${eq(current.storedAt, entry.storedAt)} AND ${eq(current.claimedUntil, entry.claimedUntil)}` +
              ` AND ${eq(current.notifiedAt, entry.notifiedAt)}`,
          )
          .go(),
      );
      return { ...entry, claimedUntil };
    },

    async completeClaim(claimed, notifiedAt) {
      await databaseCall(() =>
        entries
          .patch({ mspId: claimed.mspId, holder: claimed.holder })
          .set({ claimedUntil: null, notifiedAt })
          .where(
            (is, { eq }) => `${eq(is.storedAt, claimed.storedAt)} AND ${eq(is.claimedUntil, claimed.claimedUntil)}`,
          )
          .go(),
      );
    },
  };
};
