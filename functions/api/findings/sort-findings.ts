import { ascending, descending, newestFirst, oldestFirst } from '#shared/api/page-of-list.ts';
import { folded } from '#shared/api/search-words.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';

/** The orders of a list of findings. Within equal ones, the worst is first. */
export const findingSorts = ['worst', 'newest', 'oldest', 'dollars', 'subject'] as const;
export type FindingSort = (typeof findingSorts)[number];

type Sorted = Pick<FindingRow, 'rank' | 'firstSeenAt' | 'reopenedAt' | 'dollarsPerYear' | 'subject'>;

const seenAt = ({ firstSeenAt, reopenedAt }: Sorted): string => reopenedAt ?? firstSeenAt;

export const findingSortKeys: Readonly<Record<FindingSort, (row: Sorted) => string>> = {
  worst: () => ascending(0),
  newest: (row) => newestFirst(seenAt(row)),
  oldest: (row) => oldestFirst(seenAt(row)),
  // Cents, most first. A finding without a price comes last.
  dollars: ({ dollarsPerYear }) => descending(dollarsPerYear === null ? -1 : dollarsPerYear * 100),
  subject: ({ subject }) => folded(subject.name),
};
