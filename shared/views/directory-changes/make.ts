import type { z } from 'zod';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { directoryActions } from '#shared/posture/directory-changes.ts';
import { isReadInAllTenants, itemsOfReadTenants } from '../section.ts';
import { subjectStatuses, type TenantView } from '../subject-status.ts';
import type { ChangeCounts, ChangeLine } from './shape.ts';

export type Line = z.input<typeof ChangeLine>;

const dayMilliseconds = 24 * 3600 * 1000;
const risks = { fail: 'high', warn: 'medium' } as const;

const linesOf = (of: TenantView): Line[] => {
  const statuses = subjectStatuses('directory-changes.no-risky-change', of);
  const since = of.posture.now.getTime() - dayMilliseconds;
  return directoryActions(of.posture).map(({ change: { result: _result, ...change }, what, verdict, rows }) => {
    const status = statuses.get(change.changeId);
    return {
      ...tenantRefOf(of.tenant),
      ...change,
      summary: `${change.by.name ?? 'somebody'} ${what}`,
      risk: verdict === undefined ? null : risks[verdict],
      // A change happened when Microsoft says so, whether or not it belongs to the baseline.
      isNew: Date.parse(change.at) > since && (status?.state ?? 'open') === 'open',
      findingKey: status?.findingKey ?? null,
      state: status?.state ?? null,
      rows,
    };
  });
};

/** Newest first, then by id. */
const isOlderChange = (one: Pick<Line, 'at' | 'changeId'>, other: Pick<Line, 'at' | 'changeId'>): boolean =>
  one.at === other.at ? one.changeId > other.changeId : one.at < other.at;

/** The directory changes of a customer in the last seven days. */
export const changeLines = (tenants: readonly TenantView[]): readonly Line[] =>
  itemsOfReadTenants(tenants, 'directory-audits', linesOf).sort((one, other) => (isOlderChange(one, other) ? 1 : -1));

export const changeCounts = (tenants: readonly TenantView[], lines: readonly Line[]): z.input<typeof ChangeCounts> => {
  const known = isReadInAllTenants(tenants, 'directory-audits');
  const of = (is: (line: Line) => boolean) => (known ? lines.filter(is).length : null);
  return { total: of(() => true), risky: of(({ risk }) => risk !== null), new: of(({ isNew }) => isNew) };
};
