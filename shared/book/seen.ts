import { z } from 'zod';
import { findings } from '#shared/findings/index.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import type { VerdictKind } from '#shared/kernel/verdict.ts';

const Count = z.int().nonnegative();

/** How much was seen of what a number or a place in an order is made from. */
export const Seen = z
  .object({
    of: Count.meta({ description: 'What could be judged: what does not apply is not among it.' }),
    judged: Count.meta({ description: 'What was judged; the rest is unknown.' }),
  })
  .meta({ id: 'Seen', description: 'Says "seen 31 of 39" beside a score or a place in an order.' });
export type Seen = z.output<typeof Seen>;

export const seenAmong = (verdicts: readonly VerdictKind[]): Seen => ({
  of: verdicts.filter((verdict) => verdict !== 'not-applicable').length,
  judged: verdicts.filter((verdict) => verdict !== 'not-applicable' && verdict !== 'unknown').length,
});

export const addSeen = (all: readonly Seen[]): Seen => ({
  of: all.reduce((sum, { of }) => sum + of, 0),
  judged: all.reduce((sum, { judged }) => sum + judged, 0),
});

/** The findings of one tenant. Of a tenant that was never judged, the whole catalog is unknown. */
export const seenOfTenant = (summary: Pick<TenantSummary, 'findings'> | undefined): Seen =>
  summary === undefined
    ? { of: findings.length, judged: 0 }
    : seenAmong(Object.values(summary.findings).map(({ verdict }) => verdict));

/**
 * Whether less than half was judged, or nothing. Then a lack of open findings is no sign of health.
 */
export const isMostlyUnseen = ({ of, judged }: Seen): boolean => judged === 0 || judged * 2 < of;
