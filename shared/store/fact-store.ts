import { Entity } from 'electrodb';
import { z } from 'zod';
import { MspId, TenantId } from '#shared/kernel/ids.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { contentHash } from './content-hash.ts';
import { allPages, attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import { type KnownFacts, openKnownFacts } from './known-facts.ts';
import { surfaceStates } from './surface-state-store.ts';
import type { Table } from './table.ts';
import { deleteWrite, putWrite, type TransactionWrite, writeFenced } from './transaction-writes.ts';

export const shapeVersion = 1;

export const StoredFact = z.object({
  mspId: MspId,
  tenantId: TenantId,
  surfaceId: z.string().min(1),
  factId: z.string().min(1),
  factVersion: z.int().positive(),
  /** Of version and fact; equal means that there is nothing to write. */
  hash: z.string(),
  fence: z.int().positive(),
  /** As the surface describes it; whoever reads it parses it with `surface.fact`. */
  fact: z.unknown(),
});

const factEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('fact'),
      attributes: attributesOf(StoredFact, shapeVersion, ['mspId', 'tenantId', 'surfaceId', 'factId']),
      indexes: {
        record: {
          pk: pk(['mspId', 'tenantId'], 'MSP#${mspId}#TENANT#${tenantId}'),
          sk: sk(['surfaceId', 'factId'], 'FACT#${surfaceId}#${factId}'),
        },
      },
    },
    entityConfig(table),
  );

export interface FactWriteOptions {
  readonly surfaceId: string;
  readonly factVersion: number;
  readonly fence: number;
  readonly completeness: 'replace' | 'merge';
}

export interface FactCounts {
  readonly read: number;
  readonly written: number;
  readonly removed: number;
}

/** Takes the facts of one reading. Nothing is removed unless `seal` is called, and that only after a complete reading. */
export interface FactWriter {
  add(factId: string, fact: unknown): Promise<void>;
  /** Counts a stored fact as read, as it stands; false where none is stored. */
  keepStored(factId: string): Promise<boolean>;
  /** Writes what is left, and removes nothing: another reading goes on from here. */
  flush(): Promise<void>;
  /** Writes what is left, and with `replace` removes what this reading did not see. */
  complete(): Promise<FactCounts>;
}

/** The normalized records of a tenant, as its surfaces left them. */
export const facts = (table: Table) => {
  const entity = factEntity(table);
  const states = surfaceStates(table);

  return {
    /** In the order of their ids, unparsed. */
    async ofSurface({ mspId, tenantId }: TenantScope, surfaceId: string): Promise<readonly unknown[]> {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId, surfaceId }).go(allPages));
      return data.map(({ fact }) => fact);
    },

    /** One by its id, unparsed; undefined where the surface left none. */
    async get({ mspId, tenantId }: TenantScope, surfaceId: string, factId: string): Promise<unknown> {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId, surfaceId, factId }).go(consistent));
      return data?.fact;
    },

    /** Those that were written in that version, unparsed: what a reading may go on from. */
    async ofVersion({ mspId, tenantId }: TenantScope, surfaceId: string, version: number): Promise<readonly unknown[]> {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId, surfaceId }).go(allPages));
      return data.flatMap(({ fact, factVersion }) => (factVersion === version ? [fact] : []));
    },

    write(scope: TenantScope, { surfaceId, factVersion, fence, completeness }: FactWriteOptions): FactWriter {
      const { mspId, tenantId } = scope;
      const visit = { surfaceId };
      const pending = new Map<string, TransactionWrite>();
      let written = 0;
      let known: Promise<KnownFacts> | undefined;
      let claimed: Promise<void> | undefined;

      const flush = async (atLeast: number): Promise<void> => {
        if (pending.size < atLeast) return;
        const writes = [...pending.values()];
        pending.clear();
        claimed ??= states.claim(scope, visit, fence);
        await claimed;
        await writeFenced(table, states.guard(scope, visit, fence), writes);
      };
      /** Looks through the table once more: what was read is known, but not what the ids of the others were. */
      const removeUnread = async (facts: KnownFacts): Promise<number> => {
        let removed = 0;
        for await (const page of idsAndHashes(entity, scope, surfaceId)) {
          for (const { factId } of page.filter((each) => !facts.wasRead(each.factId))) {
            pending.set(factId, deleteWrite(entity.delete({ mspId, tenantId, surfaceId, factId })));
            removed += 1;
            await flush(factsAtOnce);
          }
        }
        return removed;
      };

      return {
        async add(factId, fact) {
          known ??= knownOf(entity, scope, surfaceId);
          const hash = contentHash(factVersion, fact);
          if (!(await known).noteRead(factId, hash)) return;
          written += 1;
          const record = { mspId, tenantId, surfaceId, factId, factVersion, hash, fence, fact };
          pending.set(factId, putWrite(entity.put(record)));
          await flush(factsAtOnce);
        },
        async keepStored(factId) {
          known ??= knownOf(entity, scope, surfaceId);
          return (await known).noteKept(factId);
        },
        flush: () => flush(1),
        async complete() {
          const facts = await (known ?? knownOf(entity, scope, surfaceId));
          await flush(1);
          const removed = completeness === 'replace' && facts.unreadCount() > 0 ? await removeUnread(facts) : 0;
          await flush(1);
          return { read: facts.readCount(), written, removed };
        },
      };
    },
  };
};

const factsAtOnce = 40;
/** Ids and hashes that are in memory together. */
const idsInPage = 1000;

async function* idsAndHashes(
  entity: ReturnType<typeof factEntity>,
  { mspId, tenantId }: TenantScope,
  surfaceId: string,
): AsyncGenerator<readonly IdAndHash[]> {
  const query = entity.query.record({ mspId, tenantId, surfaceId });
  const pageFrom = (cursor: string | null) =>
    databaseCall(() => query.go({ ...consistent, attributes: ['factId', 'hash'], limit: idsInPage, cursor }));
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageFrom>> = await pageFrom(cursor);
    yield page.data.map((item) => IdAndHash.parse(item));
    cursor = page.cursor;
  } while (cursor !== null);
}

const IdAndHash = StoredFact.pick({ factId: true, hash: true });
type IdAndHash = z.output<typeof IdAndHash>;

/** What stands in the table, read once a reading. */
const knownOf = async (
  entity: ReturnType<typeof factEntity>,
  scope: TenantScope,
  surfaceId: string,
): Promise<KnownFacts> => {
  const known = openKnownFacts();
  for await (const page of idsAndHashes(entity, scope, surfaceId)) {
    for (const { factId, hash } of page) known.noteStored(factId, hash);
  }
  return known;
};
