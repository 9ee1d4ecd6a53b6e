import type { z } from 'zod';
import { DriftStory } from '#shared/book/drift.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';

/**
 * How a number of one tenant changed in the last 90 days, since when, because of whom, and which change explains it.
 */
export const TenantDrift = DriftStory.extend(TenantRef.shape);
export type TenantDrift = z.output<typeof TenantDrift>;
