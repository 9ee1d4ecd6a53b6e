import type { z } from 'zod';
import type { License, RawSku, RawSubscription } from './schema.ts';

type Subscription = z.output<typeof RawSubscription>;

/** After its renewal date a subscription stays active for a while with the status `warning`. */
const isLive = ({ status }: Subscription): boolean => status === 'enabled' || status === 'warning';

const renewalOf = (subscriptions: readonly Subscription[]) => {
  const live = subscriptions.filter(isLive);
  const [soonest] = live.flatMap(({ nextLifecycleDateTime }) => nextLifecycleDateTime ?? []).sort();
  return { renewsAt: soonest ?? null, isTrial: live.length === 0 ? null : live.every(({ isTrial }) => isTrial) };
};

const isForCompany = ({ appliesTo, servicePlans }: z.output<typeof RawSku>): boolean =>
  appliesTo === 'company' || (servicePlans.length > 0 && servicePlans.every((plan) => plan.appliesTo === 'company'));

/** `subscriptions` is undefined where they could not be read. The renewal fields are then absent. */
export const normalize = (raw: z.output<typeof RawSku>, subscriptions?: readonly Subscription[]): License => ({
  skuId: raw.skuId,
  partNumber: raw.skuPartNumber,
  capabilityStatus: raw.capabilityStatus,
  appliesTo: isForCompany(raw) ? 'company' : raw.appliesTo,
  ...raw.prepaidUnits,
  consumed: raw.consumedUnits,
  servicePlans: raw.servicePlans.map((plan) => ({
    planId: plan.servicePlanId,
    name: plan.servicePlanName,
    provisioningStatus: plan.provisioningStatus,
  })),
  ...(subscriptions && renewalOf(subscriptions.filter(({ skuId }) => skuId === raw.skuId))),
});
