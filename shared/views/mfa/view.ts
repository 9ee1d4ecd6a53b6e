import { combinedMfaNumbers, worstBadge } from '#shared/book/combined-numbers.ts';
import { isUserOf } from '#shared/book/ownership.ts';
import { type CustomerPostures, sentencesByTenant, type TenantPosture } from '#shared/book/read-postures.ts';
import {
  enforcementMethodOf,
  mfaBadgeOf,
  mfaBadgeReasons,
  mfaNumbersAmong,
  registrationBasis,
} from '#shared/posture/mfa-numbers.ts';

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

/**
 * The MFA coverage of a customer. Its users of several tenants are added up. Badge and method are those of the tenants:
 * the worst badge, and reasons that name their tenant.
 */
export const mfaView = ({ customer, tenants }: Pick<CustomerPostures, 'customer' | 'tenants'>) => {
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
