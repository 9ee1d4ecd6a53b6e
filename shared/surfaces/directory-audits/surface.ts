import { addDays } from '#shared/kernel/clock.ts';
import { defineSurface } from '../define-surface.ts';
import { incrementalSince, odataInstant } from '../incremental.ts';
import { recordsOf } from '../records.ts';
import { normalize } from './normalize.ts';
import { DirectoryChange, RawAudit } from './schema.ts';

/** A change leaves the feed after this many days. A tenant without Entra ID P1 keeps its log no longer. */
const windowDays = 7;
/** Rows appear minutes after the change, sometimes an hour. */
const overlapSeconds = 2 * 3600;

export const directoryAudits = defineSurface({
  id: 'directory-audits',
  title: 'Directory changes',
  reference: 'https://learn.microsoft.com/graph/api/directoryaudit-list',
  job: 'posture',
  features: ['directory-changes'],
  throttleDomain: 'reports',
  everySeconds: 1800,
  accessOptions: [{ name: 'changes', scopes: [['AuditLog.Read.All']] }],
  completeness: 'replace',
  isIncremental: true,
  fact: DirectoryChange,
  factVersion: 3,
  identify: (fact) => fact.changeId,
  async *read({ graph, now, previous }) {
    const begin = addDays(now, -windowDays);
    const since = incrementalSince({ now, ...(previous && { previous }) }, overlapSeconds);
    if (since !== undefined) yield previous?.facts.filter(({ at }) => new Date(at) >= begin) ?? [];
    const $filter = `activityDateTime ge ${odataInstant(since ?? begin)}`;
    const request = { path: '/auditLogs/directoryAudits', query: { $filter, $top: '999' } };
    for await (const rows of recordsOf(graph, request, RawAudit)) {
      yield rows
        .map(normalize)
        .filter((change) => change !== undefined && new Date(change.at) >= begin)
        .filter((change) => change !== undefined);
    }
  },
  timeoutSeconds: 120,
});
