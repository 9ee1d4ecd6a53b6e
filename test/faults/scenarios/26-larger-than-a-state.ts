import { listDueConnections } from '#functions/sync/list-connections/list-due-connections.ts';
import { tallyPage } from '#functions/sync/tally-page/tally-page.ts';
import { BookRunId } from '#shared/kernel/ids.ts';
import type { RunKind } from '#shared/kernel/run.ts';
import { bookRuns } from '#shared/store/book-run-store.ts';
import type { DueEntry } from '#shared/store/directory-due.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { connectionId, mspId, tenantId } from '#test/support/numbered-tenants.ts';
import { runMachine } from '#test/support/run-machine.ts';
import { cleanups, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

/** Their references take more than the 256 KiB that a state may hold. */
const due: readonly DueEntry[] = Array.from({ length: 2200 }, (_, at) => ({
  kind: 'posture',
  dueAt: '2026-11-22T11:00:00.000Z',
  mspId: mspId(1),
  connectionId: connectionId(at + 1),
  tenantId: tenantId(at + 1),
}));

/** The directory of due connections, in memory, in pages as the store returns them. */
const directory = {
  dueUntil: async (
    _kind: RunKind,
    _until: string,
    { limit, from = '0' }: { limit: number; from?: string | undefined },
  ) => {
    const end = Number(from) + limit;
    return { items: due.slice(Number(from), end), next: end < due.length ? String(end) : undefined };
  },
};

interface Page {
  readonly kind: RunKind;
  readonly page: number;
}

export const largerThanAState: FaultScenario = {
  number: 26,
  fault: 'the references of the due connections do not fit into one state',
  expected: '2200 tenants read, 2200 of 2200 tallied on 5 pages',
  protection: {
    file: 'functions/sync/list-connections/contract.ts',
    find: 'export const pageSize = 500;',
    replace: 'export const pageSize = 5000;',
    without: 'the whole book is one page',
  },
  async run() {
    const dynamoDb = await startDynamoDb();
    cleanups.push(() => dynamoDb.stop());
    const deps = { bookRuns: bookRuns(dynamoDb.table), due: directory };
    const bookRunId = BookRunId.parse('book-1');
    return outcomeOf(async () => {
      const { callsOf } = await runMachine(
        'book-sync',
        { kind: 'posture' },
        {
          'list-connections': ({ kind, page }: Page) => listDueConnections({ kind, page, bookRunId }, deps),
          'tenant-posture': () => ({ Status: 'SUCCEEDED', Output: '{"outcome":"finished"}' }),
          'tally-page': ({ kind, page, outcomes }: Page & { outcomes: { outcome: 'finished' }[] }) =>
            tallyPage({ kind, page, outcomes, bookRunId }, deps),
          'finish-book': () => ({}),
        },
      );
      const { scheduled, finished } = await deps.bookRuns.finish('posture', bookRunId);
      const pages = callsOf('tally-page').length;
      return `${callsOf('tenant-posture').length} tenants read, ${finished} of ${scheduled} tallied on ${pages} pages`;
    });
  },
};
