import { catalogSku } from '#shared/licensing/sku-catalog.ts';
import type { User } from '#shared/surfaces/users/schema.ts';
import { breakGlassAccounts } from './break-glass.ts';
import { derived } from './derived.ts';
import type { FactsBySurface } from './facts.ts';
import type { Posture } from './posture.ts';
import { privilegedRolesOf, tierOf } from './privileged.ts';

/** An enabled member who holds, or may activate, a role of tier 0 or 1. */
export interface Admin {
  readonly user: User;
  readonly tier: 0 | 1;
  /** Names of those roles. */
  readonly roles: readonly string[];
}

/** All of them, including break-glass accounts. */
export const highlyPrivilegedAdmins = derived((posture): readonly Admin[] =>
  posture
    .facts('users')
    .filter(({ accountEnabled, userType }) => accountEnabled && userType === 'member')
    .flatMap((user) => {
      const tier = tierOf(posture, user.userId);
      if (tier !== 0 && tier !== 1) return [];
      const roles = privilegedRolesOf(posture, user.userId).filter((role) => role.tier === 0 || role.tier === 1);
      return [{ user, tier, roles: [...new Set(roles.map(({ name }) => name))] }];
    }),
);

/** Without break-glass accounts, which are not meant to be used in daily work. */
export const adminsWithoutBreakGlass = derived((posture): readonly Admin[] => {
  const apart = new Set(breakGlassAccounts(posture).map(({ userId }) => userId));
  return highlyPrivilegedAdmins(posture).filter(({ user }) => !apart.has(user.userId));
});

type License = FactsBySurface['licenses'];

/**
 * Service plans that include a mailbox or the Office apps. Free plans that every tenant has and archive add-ons do not
 * count.
 */
const isProductive = (plan: string): boolean =>
  (/^EXCHANGE_[SL]_/.test(plan) && !/FOUNDATION|ARCHIVE|ADDON/.test(plan)) ||
  /^(OFFICESUBSCRIPTION|OFFICE_BUSINESS|OFFICE_PRO_PLUS|OFFICEMOBILE_SUBSCRIPTION)/.test(plan);

const skus = derived(
  (posture): ReadonlyMap<string, License> =>
    new Map(posture.facts('licenses').map((license) => [license.skuId, license])),
);

export interface ProductivitySeat {
  readonly partNumber: string;
  /** The name of the product. */
  readonly name: string;
}

/**
 * The products of the seats that give a user a mailbox or the Office apps. Plans that are switched off for the user do
 * not count.
 */
export const productivitySeats = (posture: Posture, { licenses }: User): readonly ProductivitySeat[] =>
  licenses.flatMap(({ skuId, disabledPlanIds }) => {
    const license = skus(posture).get(skuId);
    const isUsable = license?.servicePlans.some(
      ({ planId, name }) => isProductive(name) && !disabledPlanIds.includes(planId),
    );
    if (license === undefined || isUsable !== true) return [];
    return [{ partNumber: license.partNumber, name: catalogSku(skuId)?.name ?? 'a product without a known name' }];
  });
