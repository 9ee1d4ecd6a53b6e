import type { z } from 'zod';
import type { bookRuns } from '#shared/store/book-run-store.ts';
import type { directoryDue } from '#shared/store/directory-due.ts';
import { type contract, pageSize } from './contract.ts';

export interface Deps {
  readonly bookRuns: Pick<ReturnType<typeof bookRuns>, 'begin' | 'positionOf' | 'recordListed'>;
  readonly due: Pick<ReturnType<typeof directoryDue>, 'dueUntil'>;
}

/** One page of what was due when the book began. Where it ends is kept in the book's record, so that no state carries a cursor. */
export const listDueConnections = async (
  { kind, bookRunId, page }: z.output<typeof contract.input>,
  { bookRuns, due }: Deps,
): Promise<z.output<typeof contract.output>> => {
  const book = await bookRuns.begin(kind, bookRunId);
  const from = await bookRuns.positionOf(kind, bookRunId, page);
  const { items, next } = await due.dueUntil(kind, book.startedAt, { limit: pageSize, from });
  await bookRuns.recordListed(kind, bookRunId, page, { scheduled: items.length, next });
  return {
    page,
    items: items.map(({ mspId, connectionId, tenantId }) => ({ mspId, connectionId, tenantId })),
    more: next !== undefined,
  };
};
