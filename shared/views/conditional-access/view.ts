import { worstBadge } from '#shared/book/combined-numbers.ts';
import { sentencesByTenant, type TenantPosture } from '#shared/book/read-postures.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { mfaBadgeOf, mfaBadgeReasons } from '#shared/posture/mfa-numbers.ts';

/** The surfaces that badge and policies are made from. */
export const conditionalAccessSurfaces = [
  'conditional-access',
  'security-defaults',
  'per-user-mfa',
  'users',
  'directory-roles',
  'role-schedules',
  'mailbox-settings',
  'licenses',
];

/** True if on in all tenants; null if one is not known. */
const allOn = (tenants: readonly (boolean | undefined)[]): boolean | null =>
  tenants.length === 0 || tenants.includes(undefined) ? null : tenants.every((on) => on === true);

/** The summary above the policies of a customer. */
export const conditionalAccessView = (tenants: readonly TenantPosture[]) => ({
  badge: worstBadge(tenants.map(({ posture }) => mfaBadgeOf(posture))),
  badgeReasons: sentencesByTenant(tenants, mfaBadgeReasons),
  securityDefaults: allOn(tenants.map(({ posture }) => securityDefaultsOn(posture))),
});
