import { type Capabilities, capabilitiesOf } from '#shared/licensing/capabilities.ts';
import { derived } from '../derived.ts';
import type { User } from '../people.ts';
import { capabilitiesOfSku, skusById, type TenantSku } from './skus.ts';

/** One seat that one user holds. */
export interface Seat {
  readonly user: User;
  readonly sku: TenantSku;
  /** What it gives this user: without the plans that are switched off. */
  readonly capabilities: Capabilities;
  /** Null where Graph does not say. */
  readonly assignedAt: string | null;
  /** The groups that brought it; it is taken away there. */
  readonly groupIds: readonly string[];
}

/** A seat brings, or keeps, a mailbox in Exchange Online. */
export const holdsMailbox = ({ capabilities }: Pick<Seat, 'capabilities'>): boolean =>
  capabilities.has('mailbox') || capabilities.has('archive');

/** The seats of SKUs that the tenant has, by user; those that nobody pays for among them. Guests hold seats too. */
export const seatsByUser = derived((posture): ReadonlyMap<string, readonly Seat[]> => {
  const skus = skusById(posture);
  const seats = posture.facts('users').map(
    (user) =>
      [
        user.userId,
        user.licenses.flatMap(({ skuId, disabledPlanIds, assignedAt, groupIds }): Seat[] => {
          const sku = skus.get(skuId);
          if (sku === undefined) return [];
          const off = new Set(disabledPlanIds);
          const capabilities =
            off.size === 0
              ? capabilitiesOfSku(posture, skuId)
              : capabilitiesOf(sku.plans.flatMap(({ planId, name }) => (off.has(planId) ? [] : [name])));
          return [{ user, sku, capabilities, assignedAt, groupIds }];
        }),
      ] as const,
  );
  return new Map(seats.filter(([, held]) => held.length > 0));
});
