import { z } from 'zod';
import { defineCard } from '../define-view.ts';
import { mfaSurfaces } from '../mfa/make.ts';
import { driftOfCustomer } from './make.ts';
import { TenantDrift } from './shape.ts';

/** The whole drift, because there is at most one item for each number of a tenant. */
export const drift = defineCard({
  id: 'drift',
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
