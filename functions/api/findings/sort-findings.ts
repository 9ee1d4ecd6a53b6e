import { z } from 'zod';
import type { FindingRow } from '#shared/judging/finding-row.ts';

/** The orders of a list of findings. Within equal ones, the worst is first. */
export const FindingSort = z.enum(['worst', 'newest', 'oldest', 'dollars', 'subject']);
export type FindingSort = z.output<typeof FindingSort>;

type Sorted = Pick<FindingRow, 'rank' | 'firstSeenAt' | 'reopenedAt' | 'dollarsPerYear' | 'subject'>;

const seenAt = ({ firstSeenAt, reopenedAt }: Sorted): number => Date.parse(reopenedAt ?? firstSeenAt);

/** A number as text of one length, so that texts sort as the numbers do. */
const padded = (number: number): string => String(Math.round(number)).padStart(16, '0');

const largest = 9e15;

const keys: Readonly<Record<FindingSort, (row: Sorted) => string>> = {
  worst: () => '',
  newest: (row) => padded(largest - seenAt(row)),
  oldest: (row) => padded(seenAt(row)),
  // Cents, most first. A finding without a price comes last.
  dollars: ({ dollarsPerYear }) => padded(largest - (dollarsPerYear === null ? -1 : dollarsPerYear * 100)),
  subject: ({ subject }) => subject.name.toLowerCase(),
};

/** The place of a finding in the list: its sort key, then its rank. */
export const FindingPosition = z.tuple([z.string(), z.string().min(1)]);
export type FindingPosition = z.output<typeof FindingPosition>;

export const positionOf = (row: Sorted, sort: FindingSort): FindingPosition => [keys[sort](row), row.rank];

export const isAfterPosition = (one: FindingPosition, other: FindingPosition): boolean =>
  one[0] > other[0] || (one[0] === other[0] && one[1] > other[1]);
