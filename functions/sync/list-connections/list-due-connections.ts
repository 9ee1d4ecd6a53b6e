import type { z } from 'zod';
import { type contract, pageSize } from './contract.ts';
import type { Deps } from './deps.ts';

/**
 * One page of the connections that were due when the book run began. The position is stored in the record of the book
 * run, so that the state carries no cursor.
 */
export const listDueConnections = async (
  { kind, bookRunId, page }: z.output<typeof contract.input>,
  { bookRuns, due }: Deps,
): Promise<z.output<typeof contract.output>> => {
  const bookRun = await bookRuns.begin(kind, bookRunId);
  const from = await bookRuns.positionOf(kind, bookRunId, page);
  const { items, next } = await due.dueUntil(kind, bookRun.startedAt, { limit: pageSize, from });
  await bookRuns.recordListed(kind, bookRunId, page, { scheduled: items.length, next });
  return {
    page,
    items: items.map(({ mspId, connectionId, tenantId }) => ({ mspId, connectionId, tenantId })),
    more: next !== undefined,
  };
};
