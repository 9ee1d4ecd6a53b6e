import { Entity } from 'electrodb';
import { z } from 'zod';
import { addDays, epochSeconds, Instant, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { BookRunId } from '#shared/kernel/ids.ts';
import { RunKind } from '#shared/kernel/run.ts';
import { allPages, attributesOf, consistent, databaseCall, entityConfig, entityModel, pk, sk } from './electrodb.ts';
import type { Table } from './table.ts';

export const shapeVersion = 1;
const keptDays = 30;

const Counts = z.object({
  scheduled: z.int().nonnegative(),
  finished: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
});
export type BookCounts = z.output<typeof Counts>;

/**
 * One run over every connection that was due when it started. It is stored in the directory of due connections, because
 * it belongs to no MSP.
 */
export const BookRun = z.object({
  kind: RunKind,
  bookRunId: BookRunId,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  expiresAtSeconds: z.int(),
  total: Counts.nullable(),
});
export type BookRun = z.output<typeof BookRun>;

/** One page of a book run. Listing or counting a page again writes the same record again. */
export const BookPage = z.object({
  kind: RunKind,
  bookRunId: BookRunId,
  /** Six digits, so that pages sort by number. */
  page: z.string().regex(/^\d{6}$/),
  /** Where the next page begins; null at the end. */
  next: z.string().nullable(),
  expiresAtSeconds: z.int(),
  counts: Counts,
});

const bookRunEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('book-run'),
      attributes: attributesOf(BookRun, shapeVersion, ['kind', 'bookRunId']),
      indexes: {
        record: { pk: pk(['kind'], 'DIRECTORY#DUE#${kind}'), sk: sk(['bookRunId'], 'BOOK#${bookRunId}') },
      },
    },
    entityConfig(table),
  );

const pageEntity = (table: Table) =>
  new Entity(
    {
      model: entityModel('book-page'),
      attributes: attributesOf(BookPage, shapeVersion, ['kind', 'bookRunId', 'page']),
      indexes: {
        record: {
          pk: pk(['kind'], 'DIRECTORY#DUE#${kind}'),
          sk: sk(['bookRunId', 'page'], 'PAGE#${bookRunId}#${page}'),
        },
      },
    },
    entityConfig(table),
  );

const pageKey = (page: number): string => String(page).padStart(6, '0');
const zeroCounts: BookCounts = { scheduled: 0, finished: 0, failed: 0, skipped: 0 };

export interface BookRuns {
  get(kind: RunKind, bookRunId: BookRunId): Promise<BookRun | undefined>;

  /**
   * Starts a book run, or returns the one that was started earlier. Connections that become due later belong to the
   * next book run.
   */
  begin(kind: RunKind, bookRunId: BookRunId): Promise<BookRun>;

  /** The position at which a page begins; undefined for the first. */
  positionOf(kind: RunKind, bookRunId: BookRunId, page: number): Promise<string | undefined>;

  recordListed(
    kind: RunKind,
    bookRunId: BookRunId,
    page: number,
    listed: { scheduled: number; next: string | undefined },
  ): Promise<void>;

  recordTally(kind: RunKind, bookRunId: BookRunId, page: number, ended: Omit<BookCounts, 'scheduled'>): Promise<void>;

  /** Adds up the counts of its pages and ends it. */
  finish(kind: RunKind, bookRunId: BookRunId): Promise<BookCounts>;
}

export const bookRuns = (table: Table): BookRuns => {
  const entity = bookRunEntity(table);
  const pages = pageEntity(table);
  const expiry = () => epochSeconds(addDays(table.clock.now(), keptDays));

  const get = async (kind: RunKind, bookRunId: BookRunId): Promise<BookRun | undefined> => {
    const { data } = await databaseCall(() => entity.get({ kind, bookRunId }).go(consistent));
    return data === null ? undefined : BookRun.parse(data);
  };
  const pageOf = async (kind: RunKind, bookRunId: BookRunId, page: number) => {
    const { data } = await databaseCall(() => pages.get({ kind, bookRunId, page: pageKey(page) }).go(consistent));
    return data === null ? undefined : BookPage.parse(data);
  };

  return {
    get,

    async begin(kind, bookRunId) {
      const startedAt = instantOf(table.clock.now());
      const run = { kind, bookRunId, startedAt, finishedAt: null, expiresAtSeconds: expiry(), total: null };
      try {
        await databaseCall(() => entity.create(run).go());
        return run;
      } catch (error) {
        if (!isAppError(error, 'RecordChanged')) throw error;
        return (await get(kind, bookRunId)) ?? run;
      }
    },

    async positionOf(kind, bookRunId, page) {
      return page === 0 ? undefined : ((await pageOf(kind, bookRunId, page - 1))?.next ?? undefined);
    },

    async recordListed(kind, bookRunId, page, { scheduled, next }) {
      const record = { kind, bookRunId, page: pageKey(page), next: next ?? null, expiresAtSeconds: expiry() };
      await databaseCall(() => pages.put({ ...record, counts: { ...zeroCounts, scheduled } }).go());
    },

    async recordTally(kind, bookRunId, page, ended) {
      const scheduled = (await pageOf(kind, bookRunId, page))?.counts.scheduled ?? 0;
      await databaseCall(() =>
        pages
          .patch({ kind, bookRunId, page: pageKey(page) })
          .set({ counts: { ...ended, scheduled } })
          .go(),
      );
    },

    async finish(kind, bookRunId) {
      const { data } = await databaseCall(() => pages.query.record({ kind, bookRunId }).go(allPages));
      const total = data.map((item) => BookPage.parse(item).counts).reduce(addCounts, zeroCounts);
      const finishedAt = instantOf(table.clock.now());
      await databaseCall(() => entity.patch({ kind, bookRunId }).set({ total, finishedAt }).go());
      return total;
    },
  };
};

const addCounts = (one: BookCounts, other: BookCounts): BookCounts => ({
  scheduled: one.scheduled + other.scheduled,
  finished: one.finished + other.finished,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});
