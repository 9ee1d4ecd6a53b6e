import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { List, ListQuery } from '#shared/api/list.ts';
import { paginate } from '#shared/api/paginate.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { defineView } from '../define-view.ts';
import { changeCounts, changeLines, isOlderChange } from './make.ts';
import { ChangeCounts, ChangeLine } from './shape.ts';

const Position = z.object({ at: Instant, changeId: z.string() });
const linesShown = 5;

export const directoryChanges = defineView({
  id: 'directory-changes',
  operationId: 'listDirectoryChanges',
  route: 'GET /v1/customers/{customerId}/directory-changes',
  description: 'Changes in the directory.',
  summary: 'Directory changes of the last 7 days at a customer, newest first.',
  query: ListQuery,
  errors: ['InvalidCursor'],
  surfaceIds: ['directory-audits'],
  withFindings: true,
  shape: List(ChangeLine).extend({ counts: ChangeCounts }),
  make: async ({ caller, customer: { customerId }, tenants, query }, { cursors }) => {
    const lines = changeLines(tenants);
    const page = await paginate(lines, {
      cursors,
      caller,
      query,
      list: listName('directory changes', { customerId }),
      position: Position,
      positionOf: ({ at, changeId }) => ({ at, changeId }),
      isAfter: isOlderChange,
    });
    return { ...page, counts: changeCounts(tenants, lines) };
  },
  card: {
    shape: z.object({ counts: ChangeCounts, items: z.array(ChangeLine) }),
    make: ({ tenants }) => {
      const lines = changeLines(tenants);
      return { counts: changeCounts(tenants, lines), items: lines.slice(0, linesShown) };
    },
  },
});
