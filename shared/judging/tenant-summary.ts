import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceState } from '#shared/kernel/surface-state.ts';
import { Fingerprint, Severity, VerdictKind } from '#shared/kernel/verdict.ts';
import { MfaBadge, TenantNumbers } from '#shared/posture/tenant-numbers.ts';
import { Baseline } from './baseline.ts';
import { FindingRow } from './finding-row.ts';

const Count = z.int().nonnegative();
/** Open findings by severity. */
export const OpenCounts = z.object({ critical: Count, high: Count, medium: Count, low: Count, info: Count });
export type OpenCounts = z.output<typeof OpenCounts>;
export const noOpenFindings: OpenCounts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };

/**
 * The open findings about users of one domain, or about no user (`domain` null). They assign findings to the customers
 * of a tenant.
 */
export const DomainSummary = z.object({
  domain: z.string().nullable(),
  open: OpenCounts,
  worst: FindingRow.nullable(),
});
export type DomainSummary = z.output<typeof DomainSummary>;

/** The counts of one finding id in one tenant. */
export const FindingTally = z.object({
  verdict: VerdictKind,
  /** The severity of the worst open finding; null when none is open. */
  severity: Severity.nullable(),
  subjectsAffected: Count,
  /** Subjects with a verdict of pass, warn or fail. */
  assessed: Count,
  /** Null when no price is known. */
  dollarsPerYear: z.number().nullable(),
  /** The distinct fingerprints of the open findings, worst first, up to a limit; absent when there is none. */
  fingerprints: z.array(Fingerprint).optional(),
});
export type FindingTally = z.output<typeof FindingTally>;

/** What the views of the whole book show of a tenant: they read this one small record for each tenant. */
export const TenantSummary = z.object({
  tenantName: z.string().nullable(),
  /** The time of the last evaluation that changed this summary. */
  judgedAt: Instant,
  /** Mutes and acceptances that ended before this time are counted as open. Null when the record has none. */
  countedAt: Instant.nullable().default(null),
  /** The surface states at `judgedAt`. */
  surfaces: z.record(z.string(), SurfaceState),
  byDomain: z.array(DomainSummary),
  findings: z.record(z.string(), FindingTally),
  badge: MfaBadge,
  numbers: TenantNumbers,
  /** The number of the write, for the check that nobody else wrote in between. 0: never written with a revision. */
  revision: z.int().nonnegative().default(0),
});
export type TenantSummary = z.output<typeof TenantSummary>;

/** The verdict of each finding id with its reason. The affected subjects are in the findings. */
export const TenantVerdicts = z.object({
  items: z.array(
    z.object({
      findingId: z.string(),
      verdict: VerdictKind,
      reason: z.string(),
      assessed: Count,
      baseline: Baseline,
    }),
  ),
});
export type TenantVerdicts = z.output<typeof TenantVerdicts>;
