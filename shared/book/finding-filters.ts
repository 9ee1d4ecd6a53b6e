import { z } from 'zod';
import { containsWords } from '#shared/api/search-words.ts';
import { findingOf, findings } from '#shared/findings/index.ts';
import type { FindingState } from '#shared/judging/finding-row.ts';
import { isNew } from '#shared/judging/finding-row.ts';
import type { Severity } from '#shared/kernel/verdict.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { LinkedTenant } from './book-tenants.ts';

/** What a list of findings, or a change of many, is limited to. */
export interface FindingFilters {
  readonly state?: readonly FindingState[] | undefined;
  readonly severity?: readonly Severity[] | undefined;
  readonly area?: readonly string[] | undefined;
  readonly findingId?: readonly string[] | undefined;
  readonly isNew?: boolean | undefined;
  readonly q?: string | undefined;
}

/** The part of a finding's id before the dot. */
export const areaOf = (findingId: string): string => findingId.slice(0, findingId.indexOf('.'));

export const FindingArea = z.enum([...new Set(findings.map(({ id }) => areaOf(id)))]);

/** Whether what the finding says contains every word: its subject, problem, title, tenant and customers. */
export const findingContains = (row: StoredFinding, { connection, linked }: LinkedTenant, words: string): boolean => {
  const { title, problem } = findingOf(row.findingId) ?? { title: '', problem: '' };
  const names = [connection.tenantName ?? '', ...linked.map(({ name }) => name)];
  return containsWords([row.subject.name, title, problem, row.reason, row.findingId, ...names].join(' '), words);
};

/** Whether a row of a tenant matches the filters. Without `state`, only open findings match. */
export const matches = (row: StoredFinding, tenant: LinkedTenant, filters: FindingFilters, now: Date): boolean =>
  (filters.state ?? ['open', 'acknowledged', 'in-progress']).includes(row.state) &&
  (filters.severity?.includes(row.severity) ?? true) &&
  (filters.area?.includes(areaOf(row.findingId)) ?? true) &&
  (filters.findingId?.includes(row.findingId) ?? true) &&
  (filters.isNew === undefined || filters.isNew === isNew(row, now)) &&
  (filters.q === undefined || findingContains(row, tenant, filters.q));
