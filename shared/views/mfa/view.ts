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

/** What the numbers stand on. */
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

/** The value of all, where all have the same; undefined where they differ or there is none. */
const common = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

const methodOver = (tenants: readonly TenantPosture[]) => {
  const methods = tenants.map(({ posture }) => enforcementMethodOf(posture));
  return methods.length === 0 || methods.includes(null) ? null : (common(methods) ?? 'mixed');
};

/**
 * MFA of a customer: its own people of several tenants are added up. Badge and method are the tenants', of the badges the worst one's, and each reason
 * names its tenant.
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
