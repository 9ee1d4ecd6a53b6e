import { type Capabilities, capabilitiesOf } from '#shared/licensing/capabilities.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { derived } from '../derived.ts';
import { capabilitiesOfSku, skusById, type TenantSku } from './skus.ts';

/** A license assigned to a user. */
export interface Seat {
  readonly user: User;
  readonly sku: TenantSku;
  /** Its capabilities for this user, without the plans that are switched off. */
  readonly capabilities: Capabilities;
  /** Null if Graph does not say. */
  readonly assignedAt: string | null;
  /** Ids of the groups that assign it. It must be removed there. */
  readonly groupIds: readonly string[];
}

/** Whether a seat gives or keeps an Exchange Online mailbox. */
export const holdsMailbox = ({ capabilities }: Pick<Seat, 'capabilities'>): boolean =>
  capabilities.has('mailbox') || capabilities.has('archive');

/** The seats of each user by user id, including unpaid ones. Guests can hold seats too. */
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
