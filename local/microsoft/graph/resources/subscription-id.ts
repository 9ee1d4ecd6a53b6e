import { guidOf } from '../../random.ts';
import type { SimulatedSubscription, SimulatedTenant } from '../../tenant.ts';

/** The id that joins `/subscribedSkus` and `/directory/subscriptions`. */
export const subscriptionIdOf = ({ tenantId }: SimulatedTenant, { partNumber }: SimulatedSubscription): string =>
  guidOf(`${tenantId}/${partNumber}/subscription`);
