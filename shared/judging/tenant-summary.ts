import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceState } from '#shared/kernel/surface-state.ts';
import { Fingerprint, Severity, VerdictKind } from '#shared/kernel/verdict.ts';
import { MfaBadge, TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import { FindingRow } from './finding-row.ts';

const Count = z.int().nonnegative();
/** Open findings by severity. */
export const OpenCounts = z.object({ critical: Count, high: Count, medium: Count, low: Count, info: Count });
export type OpenCounts = z.output<typeof OpenCounts>;
export const noOpenFindings: OpenCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/** The open findings about users of one domain; or, with null, those about no user. A tenant with several customers shows each its own. */
export const DomainSummary = z.object({
  domain: z.string().nullable(),
  open: OpenCounts,
  worst: FindingRow.nullable(),
});
export type DomainSummary = z.output<typeof DomainSummary>;

/** One finding id in one tenant. */
export const FindingTally = z.object({
  verdict: VerdictKind,
  /** Of the worst open one; null where none is open. */
  severity: Severity.nullable(),
  subjectsAffected: Count,
  /** Subjects with a verdict of pass, warn or fail. */
  assessed: Count,
  /** Null where no price is known. */
  dollarsPerYear: z.number().nullable(),
  /** Of the open ones, of the worst first, each once; absent where there is none. A tenant that has more shows the first. */
  fingerprints: z.array(Fingerprint).optional(),
});
export type FindingTally = z.output<typeof FindingTally>;

/** A tenant as the views over the whole book see it, so that they read one small record a tenant and nothing else. */
export const TenantSummary = z.object({
  tenantName: z.string().nullable(),
  /** When the run judged that changed this summary last. */
  judgedAt: Instant,
  /** Mutes and acceptances that ended by then are counted as open; later ones are not. Null in records that know of none. */
  countedAt: Instant.nullable().default(null),
  /** As they were then. */
  surfaces: z.record(z.string(), SurfaceState),
  byDomain: z.array(DomainSummary),
  findings: z.record(z.string(), FindingTally),
  badge: MfaBadge,
  numbers: TenantNumbers,
  /** Rises by one with each write, which names the one that it read. 0: written before summaries had one. */
  revision: z.int().nonnegative().default(0),
});
export type TenantSummary = z.output<typeof TenantSummary>;

/** What came out for each finding id, in words. Whom it concerns stands in the findings. */
export const TenantVerdicts = z.object({
  items: z.array(z.object({ findingId: z.string(), verdict: VerdictKind, reason: z.string(), assessed: Count })),
});
export type TenantVerdicts = z.output<typeof TenantVerdicts>;
