import type { z } from 'zod';
import { DriftStory } from '#shared/book/drift.ts';
import { TenantId } from '#shared/kernel/ids.ts';

/** What moved in the last three months, since when, because of whom and of which change, in one tenant. */
export const TenantDrift = DriftStory.extend({ tenantId: TenantId });
export type TenantDrift = z.output<typeof TenantDrift>;
