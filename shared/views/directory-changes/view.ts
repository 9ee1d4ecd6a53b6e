import { z } from 'zod';
import { commaSeparated, List, listQuery, QueryBoolean, searchQuery, sortQuery } from '#shared/api/list.ts';
import { newestFirst, oldestFirst, pageOfList } from '#shared/api/page-of-list.ts';
import { ChangeKind } from '#shared/surfaces/directory-audits/schema.ts';
import { defineView } from '../define-view.ts';
import { changeCounts, changeLines, type Line } from './make.ts';
import { ChangeCounts, ChangeLine, ChangeRisk } from './shape.ts';

const ChangesQuery = z.strictObject({
  ...listQuery,
  ...searchQuery('the sentence, the activity or the name of a target'),
  ...sortQuery(['newest', 'oldest'], 'The order.'),
  kind: commaSeparated(ChangeKind).optional(),
  risk: commaSeparated(ChangeRisk).optional(),
  isNew: QueryBoolean.optional(),
});

const sorts = { newest: ({ at }: Line) => newestFirst(at), oldest: ({ at }: Line) => oldestFirst(at) };
const linesShown = 5;

export const directoryChanges = defineView({
  id: 'directory-changes',
  operationId: 'listDirectoryChanges',
  route: 'GET /v1/customers/{customerId}/directory-changes',
  description: 'Changes in the directory.',
  summary: 'Directory changes of the last 7 days at a customer, newest first.',
  query: ChangesQuery,
  errors: ['InvalidCursor'],
  surfaceIds: ['directory-audits'],
  withFindings: true,
  shape: List(ChangeLine).extend({ counts: ChangeCounts }),
  make: async ({ caller, customer: { customerId }, tenants, query }, { cursors }) => {
    const lines = changeLines(tenants);
    const matching = lines.filter(
      ({ kind, risk, isNew }) =>
        (query.kind?.includes(kind) ?? true) &&
        (query.risk === undefined || (risk !== null && query.risk.includes(risk))) &&
        (query.isNew ?? isNew) === isNew,
    );
    const page = await pageOfList(matching, {
      cursors,
      caller,
      query,
      list: `directory changes of ${customerId}`,
      sorts,
      defaultSort: 'newest',
      idOf: ({ changeId }) => changeId,
      textOf: ({ summary, activity, targets }) =>
        [summary, activity, ...targets.map(({ name }) => name ?? '')].join(' '),
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
