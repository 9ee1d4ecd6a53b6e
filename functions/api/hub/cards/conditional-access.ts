import { z } from 'zod';
import { userPolicies } from '#shared/posture/conditional-access/policies.ts';
import { knowsPolicies } from '#shared/posture/enforcement.ts';
import { ConditionalAccessView } from '#shared/views/conditional-access/shape.ts';
import { conditionalAccessSurfaces, conditionalAccessView } from '#shared/views/conditional-access/view.ts';
import { hubCard } from '../card.ts';

const Count = z.int().nonnegative();

/** The badge with its reasons, and the number of policies by state. */
export const conditionalAccess = hubCard({
  surfaceIds: conditionalAccessSurfaces,
  shape: ConditionalAccessView.extend({
    /** Null if policies could not be read. */
    policies: z.object({ enabled: Count, reportOnly: Count, disabled: Count }).nullable(),
  }),
  make: ({ tenants }) => {
    const policies = tenants.flatMap(({ posture }) => userPolicies(posture));
    const of = (state: string) => policies.filter((policy) => policy.state === state).length;
    const known = tenants.length > 0 && tenants.every(({ posture }) => knowsPolicies(posture));
    return {
      ...conditionalAccessView(tenants),
      policies: known ? { enabled: of('enabled'), reportOnly: of('report-only'), disabled: of('disabled') } : null,
    };
  },
});
