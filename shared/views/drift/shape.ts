import type { z } from 'zod';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { DriftStory } from '#shared/posture/drift.ts';

/**
 * How a number of one tenant changed in the last 90 days, since when, because of whom, and which change explains it.
 */
export const TenantDrift = DriftStory.extend(TenantRef.shape).meta({
  id: 'DriftStory',
  description: 'How a number of one tenant changed, since when, and why.',
});
export type TenantDrift = z.output<typeof TenantDrift>;
