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

/** Whose credential it is: a connection's own, or the one application that an MSP publishes. */
export const CredentialHolder = z.union([ConnectionId, z.literal('publisher-app')]);
export type CredentialHolder = z.output<typeof CredentialHolder>;

/** When a credential ends. Ids and instants, nothing else: the directory holds every MSP's. */
export const ExpiryEntry = z.object({
  mspId: MspId,
  holder: CredentialHolder,
  /** When this credential was taken. Another one begins anew: nobody was told of it. */
  storedAt: Instant,
  /** Null where nobody said. */
  expiresOn: CalendarDate.nullable(),
  /** Since when Microsoft refuses it. */
  refusedAt: Instant.nullable(),
  /** What was told of it, and when. */
  notifiedAt: z.partialRecord(CredentialWarning, Instant),
  /** A scan is telling of it; no other does before then. */
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

/** The entry of a credential that was taken just now. It is put in the transaction that stores who holds it. */
export const newExpiry = (
  { clock }: Pick<Table, 'clock'>,
  { mspId }: Pick<MspScope, 'mspId'>,
  { holder, expiresOn }: Pick<ExpiryEntry, 'holder' | 'expiresOn'>,
): ExpiryEntry => ({
  ...{ mspId, holder, expiresOn },
  storedAt: instantOf(clock.now()),
  refusedAt: null,
  notifiedAt: {},
  claimedUntil: null,
});

export interface ExpiryPage {
  readonly items: readonly ExpiryEntry[];
  /** Where the next page begins; undefined at the end. Opaque. */
  readonly next: string | undefined;
}

export const directoryExpiry = (table: Table) => {
  const entries = expiryEntity(table);
  return {
    /** Entries of all MSPs, in the order of their ids. */
    async page({ limit, from }: { limit: number; from?: string | undefined }): Promise<ExpiryPage> {
      const { data, cursor } = await databaseCall(() =>
        entries.query.record({}).go({ ...consistent, limit, cursor: from ?? null }),
      );
      return { items: data.map((item) => ExpiryEntry.parse(item)), next: cursor ?? undefined };
    },

    /** Leave to read the records of the MSP that an entry belongs to. */
    scopeOf: ({ mspId }: ExpiryEntry): MspScope => openMspScope(mspId),

    /** Takes an entry as it was read, for one scan alone. `RecordChanged` where another scan has it, or another credential took its place. */
    async claim(entry: ExpiryEntry, until: Date): Promise<ExpiryEntry> {
      const claimedUntil = instantOf(until);
      await databaseCall(() =>
        entries
          .patch({ mspId: entry.mspId, holder: entry.holder })
          .set({ claimedUntil })
          .where(
            (is, { eq }) =>
              `${eq(is.storedAt, entry.storedAt)} AND ${eq(is.claimedUntil, entry.claimedUntil)} AND ${eq(is.notifiedAt, entry.notifiedAt)}`,
          )
          .go(),
      );
      return { ...entry, claimedUntil };
    },

    /** Gives a claimed entry back with what was told of it by now. An entry that was replaced meanwhile is left as it is. */
    async completeClaim(claimed: ExpiryEntry, notifiedAt: ExpiryEntry['notifiedAt']): Promise<void> {
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
