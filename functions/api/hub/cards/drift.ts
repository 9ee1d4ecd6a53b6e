import { z } from 'zod';
import { TenantDrift } from '#shared/views/drift/shape.ts';
import { driftOfCustomer } from '#shared/views/drift/view.ts';
import { mfaSurfaces } from '#shared/views/mfa/view.ts';
import { hubCard } from '../card.ts';

/** The whole drift, because there is at most one item for each number of a tenant. */
export const drift = hubCard({
  surfaceIds: [...mfaSurfaces, 'directory-audits'],
  shape: z.object({ stories: z.array(TenantDrift) }),
  make: async ({ caller, customer, tenants, now }, { signals }) => {
    const days = await Promise.all(
      tenants.map(async (of) => ({ ...of, days: await signals.ofTenant(caller, of.tenant.connection.tenantId) })),
    );
    return {
      stories: await driftOfCustomer(customer, days, now, async ({ posture }) => posture.facts('directory-audits')),
    };
  },
});
