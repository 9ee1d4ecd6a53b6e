import { guidOf } from '../../random.ts';
import type { SimulatedSubscription, SimulatedTenant } from '../../tenant.ts';

/** The same in `/subscribedSkus` and `/directory/subscriptions`, which are joined by it. */
export const subscriptionIdOf = ({ tenantId }: SimulatedTenant, { partNumber }: SimulatedSubscription): string =>
  guidOf(`${tenantId}/${partNumber}/subscription`);
