import type { FindingState } from '#shared/judging/finding-row.ts';
import { isNew } from '#shared/judging/finding-row.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';

export interface Filters {
  readonly state?: readonly FindingState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly area?: readonly string[] | undefined;
  readonly findingId?: readonly string[] | undefined;
  readonly isNew?: boolean | undefined;
}

/** The part of a finding's id before the dot. */
export const areaOf = (findingId: string): string => findingId.slice(0, findingId.indexOf('.'));

/** Whether a row matches the filters. Without `state`, only open findings match. */
export const matches = (row: StoredFinding, filters: Filters, now: Date): boolean =>
  (filters.state ?? ['open', 'acknowledged', 'in-progress']).includes(row.state) &&
  (filters.severity?.includes(row.severity) ?? true) &&
  (filters.area?.includes(areaOf(row.findingId)) ?? true) &&
  (filters.findingId?.includes(row.findingId) ?? true) &&
  (filters.isNew === undefined || filters.isNew === isNew(row, now));
