import type { z } from 'zod';
import { DriftStory } from '#shared/book/drift.ts';
import { TenantId } from '#shared/kernel/ids.ts';

/**
 * How a number of one tenant changed in the last 90 days, since when, because of whom, and which change explains it.
 */
export const TenantDrift = DriftStory.extend({ tenantId: TenantId });
export type TenantDrift = z.output<typeof TenantDrift>;
