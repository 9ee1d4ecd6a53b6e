import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';

const CoveragePerson = z.object({
  userId: z.string(),
  name: z.string(),
  privileged: z.boolean(),
  /** Null if it could not be read. */
  capable: z.boolean().nullable(),
  enforced: z.boolean().nullable(),
});
export type CoveragePerson = z.output<typeof CoveragePerson>;

const CoveragePolicy = z.object({
  policyId: z.string(),
  name: z.string(),
  state: z.string(),
  modifiedAt: Instant.nullable(),
});

/**
 * The users of the MFA denominator with their coverage, and the policies that decide it, as of one evaluation. The next
 * evaluation compares with it.
 */
export const CoverageSnapshot = z.object({
  /** When this content was first seen. */
  takenAt: Instant,
  /** Null if it could not be read, or is too long to store. */
  people: z.array(CoveragePerson).nullable(),
  policies: z.array(CoveragePolicy).nullable(),
  securityDefaults: z.boolean().nullable(),
});
export type CoverageSnapshot = z.output<typeof CoverageSnapshot>;
