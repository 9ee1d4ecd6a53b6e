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
  /** The hash of version and fact; where it is unchanged there is nothing to write. */
  hash: z.string(),
  fence: z.int().positive(),
  /** As the surface describes it; readers parse it with `surface.fact`. */
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

/**
 * Writes the facts of one sync. Nothing is removed before `complete` is called, and only a complete sync may call it.
 */
export interface FactWriter {
  add(factId: string, fact: unknown): Promise<void>;
  /** Counts a stored fact as read without changing it; false where none is stored. */
  keepStored(factId: string): Promise<boolean>;
  /** Writes the pending facts and removes nothing: another sync continues from here. */
  flush(): Promise<void>;
  /** Writes the pending facts and, with `replace`, removes the facts that this sync did not read. */
  complete(): Promise<FactCounts>;
}

/** The normalized facts of a tenant, as its surfaces wrote them. */
export interface Facts {
  /** All facts of a surface, unparsed, sorted by id. */
  ofSurface(scope: TenantScope, surfaceId: string): Promise<readonly unknown[]>;

  /** One fact by its id, unparsed; undefined where the surface has none. */
  get(scope: TenantScope, surfaceId: string, factId: string): Promise<unknown>;

  /** The facts that were written in that version, unparsed. An incremental sync continues from them. */
  ofVersion(scope: TenantScope, surfaceId: string, version: number): Promise<readonly unknown[]>;

  write(scope: TenantScope, options: FactWriteOptions): FactWriter;
}

export const facts = (table: Table): Facts => {
  const entity = factEntity(table);
  const states = surfaceStates(table);

  return {
    async ofSurface({ mspId, tenantId }, surfaceId) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId, surfaceId }).go(allPages));
      return data.map(({ fact }) => fact);
    },

    async get({ mspId, tenantId }, surfaceId, factId) {
      const { data } = await databaseCall(() => entity.get({ mspId, tenantId, surfaceId, factId }).go(consistent));
      return data?.fact;
    },

    async ofVersion({ mspId, tenantId }, surfaceId, version) {
      const { data } = await databaseCall(() => entity.query.record({ mspId, tenantId, surfaceId }).go(allPages));
      return data.flatMap(({ fact, factVersion }) => (factVersion === version ? [fact] : []));
    },

    write(scope, { surfaceId, factVersion, fence, completeness }) {
      const { mspId, tenantId } = scope;
      const target = { surfaceId };
      const pending = new Map<string, TransactionWrite>();
      let written = 0;
      let known: Promise<KnownFacts> | undefined;
      let claimed: Promise<void> | undefined;

      const flush = async (atLeast: number): Promise<void> => {
        if (pending.size < atLeast) return;
        const writes = [...pending.values()];
        pending.clear();
        claimed ??= states.claim(scope, target, fence);
        await claimed;
        await writeFenced(table, states.guard(scope, target, fence), writes);
      };
      /**
       * Reads the ids in the table once more: the writer knows which facts were read, but not the ids of the others.
       */
      const removeUnread = async (facts: KnownFacts): Promise<number> => {
        let removed = 0;
        for await (const page of idsAndHashes(entity, scope, surfaceId)) {
          for (const { factId } of page.filter((each) => !facts.wasRead(each.factId))) {
            pending.set(factId, deleteWrite(entity.delete({ mspId, tenantId, surfaceId, factId })));
            removed += 1;
            await flush(maxFactsPerTransaction);
          }
        }
        return removed;
      };

      return {
        async add(factId, fact) {
          known ??= readKnownFacts(entity, scope, surfaceId);
          const hash = contentHash(factVersion, fact);
          if (!(await known).noteRead(factId, hash)) return;
          written += 1;
          const record = { mspId, tenantId, surfaceId, factId, factVersion, hash, fence, fact };
          pending.set(factId, putWrite(entity.put(record)));
          await flush(maxFactsPerTransaction);
        },
        async keepStored(factId) {
          known ??= readKnownFacts(entity, scope, surfaceId);
          return (await known).noteKept(factId);
        },
        flush: () => flush(1),
        async complete() {
          const facts = await (known ?? readKnownFacts(entity, scope, surfaceId));
          await flush(1);
          const removed = completeness === 'replace' && facts.unreadCount() > 0 ? await removeUnread(facts) : 0;
          await flush(1);
          return { read: facts.readCount(), written, removed };
        },
      };
    },
  };
};

const maxFactsPerTransaction = 40;
/** The page size of ids and hashes, which limits how many are in memory at once. */
const idsPerPage = 1000;

async function* idsAndHashes(
  entity: ReturnType<typeof factEntity>,
  { mspId, tenantId }: TenantScope,
  surfaceId: string,
): AsyncGenerator<readonly IdAndHash[]> {
  const query = entity.query.record({ mspId, tenantId, surfaceId });
  const pageFrom = (cursor: string | null) =>
    databaseCall(() => query.go({ ...consistent, attributes: ['factId', 'hash'], limit: idsPerPage, cursor }));
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageFrom>> = await pageFrom(cursor);
    yield page.data.map((item) => IdAndHash.parse(item));
    cursor = page.cursor;
  } while (cursor !== null);
}

const IdAndHash = StoredFact.pick({ factId: true, hash: true });
type IdAndHash = z.output<typeof IdAndHash>;

/** The ids and hashes in the table, read once per sync. */
const readKnownFacts = async (
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
