import type { z } from 'zod';
import {
  combinedMfaNumbers,
  combinedTenantNumbers,
  unknownTenantNumbers,
  worstBadge,
} from '#shared/book/combined-numbers.ts';
import { isUserOf } from '#shared/book/ownership.ts';
import { sentencesByTenant, type TenantPosture } from '#shared/book/posture-ports.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import {
  breakGlassStates,
  enforcementMethodOf,
  mfaBadgeOf,
  mfaBadgeReasons,
  mfaNumbersAmong,
  registrationBasis,
} from '#shared/posture/mfa-numbers.ts';
import { percent } from '#shared/posture/tenant-numbers.ts';
import type { DailySignals } from '#shared/store/signal-store.ts';
import type { CardInput, ViewDeps } from '../define-view.ts';
import { driftOfCustomer } from '../drift/make.ts';
import { isShownAt } from '../subject-status.ts';
import { privilegedUsersOf } from './privileged-users.ts';
import type { MfaCoverage, MfaView } from './shape.ts';

/** The surfaces that the numbers are made from. */
export const mfaSurfaces = [
  'users',
  'mfa-registrations',
  'directory-roles',
  'role-schedules',
  'security-defaults',
  'conditional-access',
  'per-user-mfa',
  'mailbox-settings',
  'licenses',
];

/** The common value; undefined if values differ or there is none. */
const common = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

const methodOver = (tenants: readonly TenantPosture[]) => {
  const methods = tenants.map(({ posture }) => enforcementMethodOf(posture));
  return methods.length === 0 || methods.includes(null) ? null : (common(methods) ?? 'mixed');
};

type DaysOfTenant = readonly DailySignals[];

/**
 * A day has a value only if every tenant that was judged before was judged on it, because a number without one of the
 * tenants is not a number of the customer.
 */
const trendOf = (tenants: readonly DaysOfTenant[]) => {
  const days = [...new Set(tenants.flatMap((of) => of.map(({ on }) => on)))].sort();
  return days.map((on) => {
    const judged = tenants.filter(([first]) => first !== undefined && first.on <= on);
    const numbers = judged.map((of) => of.find((day) => day.on === on)?.numbers ?? unknownTenantNumbers);
    const { users, privileged } = combinedTenantNumbers(numbers);
    return {
      on,
      capablePercent: percent(users.capable, users.of),
      privilegedCapablePercent: percent(privileged.capable, privileged.of),
    };
  });
};

/**
 * The MFA coverage of a customer. Its users of several tenants are added up. Badge and method are those of the tenants:
 * the worst badge, and reasons that name their tenant.
 */
export const mfaCoverage = ({
  customer,
  tenants,
}: Pick<CardInput, 'customer' | 'tenants'>): z.input<typeof MfaCoverage> => {
  const numbers = tenants.map(({ tenant, posture }) =>
    mfaNumbersAmong(posture, ({ upn }) => isUserOf(customer, tenant.linked, upn)),
  );
  return {
    badge: worstBadge(tenants.map(({ posture }) => mfaBadgeOf(posture))),
    badgeReasons: sentencesByTenant(tenants, mfaBadgeReasons),
    method: methodOver(tenants),
    users: combinedMfaNumbers(numbers.map(({ users }) => users)),
    privileged: combinedMfaNumbers(numbers.map(({ privileged }) => privileged)),
    basis: common(tenants.map(({ posture }) => registrationBasis(posture))) ?? null,
  };
};

/** The coverage with privileged users, break-glass accounts, trend and drift. */
export const mfaView = async (
  { caller, customer, tenants, now }: CardInput,
  { signals, factsOf }: Pick<ViewDeps, 'signals' | 'factsOf'>,
): Promise<z.input<typeof MfaView>> => {
  const days = await Promise.all(
    tenants.map(async (of) => ({ ...of, days: await signals.ofTenant(caller, of.tenant.connection.tenantId) })),
  );
  const logOf = ({ tenant }: TenantPosture) => factsOf(caller, tenant.connection.tenantId, 'directory-audits');
  return {
    ...mfaCoverage({ customer, tenants }),
    privilegedUsers: tenants.flatMap(({ tenant, posture }) =>
      privilegedUsersOf(tenantRefOf(tenant), posture).filter(({ upn }) => isUserOf(customer, tenant.linked, upn)),
    ),
    breakGlass: tenants.flatMap((of) =>
      breakGlassStates(of.posture).filter(({ userId }) => isShownAt(customer, of)(userId)),
    ),
    trend: trendOf(days.map((each) => each.days)),
    drift: await driftOfCustomer(customer, days, now, logOf),
  };
};
