import type { FindingRow } from '#shared/judging/finding-row.ts';
import { sumOpenCounts, worstOf } from '#shared/judging/summary.ts';
import type { OpenCounts } from '#shared/judging/tenant-summary.ts';
import { severities } from '#shared/kernel/verdict.ts';
import { findingKeyOf } from '#shared/store/finding-key.ts';
import { type BookLine, type BookTenant, tenantNameOf } from './book-tenants.ts';
import { type FindingAnswer, type FindingContext, findingAnswer } from './finding-answer.ts';
import { summariesOfCustomer } from './ownership.ts';
import { addSeen, isMostlyUnseen, type Seen, seenOfTenant } from './seen.ts';

/** The open findings of one customer over all its tenants. */
export interface RankedCustomer {
  readonly line: BookLine;
  readonly name: string;
  readonly open: OpenCounts;
  readonly worst: { readonly tenant: BookTenant; readonly row: FindingRow } | undefined;
  readonly seen: Seen;
}

export const rankedCustomer = (line: BookLine): RankedCustomer => {
  const parts = line.tenants.flatMap((tenant) =>
    summariesOfCustomer(line.customer, tenant.linked, tenant.summary?.byDomain ?? []).map((summary) => ({
      tenant,
      summary,
    })),
  );
  const worst = worstOf(
    parts.flatMap(({ tenant, summary }) =>
      summary.worst === null ? [] : [{ tenant, row: summary.worst, rank: summary.worst.rank }],
    ),
  );
  const [first] = line.tenants;
  return {
    line,
    name: line.customer?.name ?? (first === undefined ? '' : tenantNameOf(first)),
    open: sumOpenCounts(parts.map(({ summary }) => summary.open)),
    worst: worst === undefined ? undefined : { tenant: worst.tenant, row: worst.row },
    seen: addSeen(line.tenants.map(({ summary }) => seenOfTenant(summary))),
  };
};

export const lineIdOf = ({ customer, tenants }: BookLine): string =>
  customer?.customerId ?? tenants[0]?.connection.tenantId ?? '';

/** The first part of the sort key without an open finding. Who is mostly unseen stands before who is healthy. */
const withoutFinding = (seen: Seen): string => (isMostlyUnseen(seen) ? '~0' : '~1');

/**
 * The sort key of a customer in the book: its worst open finding, then the counts by severity, then its name. A
 * customer that is mostly unseen never stands among the healthy ones.
 */
export const customerSortKey = ({ worst, open, name, line, seen }: RankedCustomer): string =>
  JSON.stringify([
    worst === undefined ? withoutFinding(seen) : worst.row.rank,
    ...severities.map((severity) => String(999_999_999 - open[severity]).padStart(9, '0')),
    name.toLowerCase(),
    lineIdOf(line),
  ]);

/** The worst open finding of a customer in full. */
export const worstFindingAnswer = (
  { worst }: RankedCustomer,
  context: Omit<FindingContext, 'tenant'>,
): FindingAnswer | null =>
  worst === undefined
    ? null
    : findingAnswer(findingKeyOf(worst.tenant.connection.tenantId, worst.row), worst.row, {
        tenant: worst.tenant,
        ...context,
      });
