import type { z } from 'zod';
import { worstBadge } from '#shared/book/combined-numbers.ts';
import { sentencesByTenant, type TenantPosture } from '#shared/book/posture-ports.ts';
import { tenantRefOf } from '#shared/book/tenant-ref.ts';
import { securityDefaultsOn } from '#shared/posture/conditional-access/mfa-policies.ts';
import { userPolicies } from '#shared/posture/conditional-access/policies.ts';
import { knowsPolicies } from '#shared/posture/enforcement.ts';
import { mfaBadgeOf, mfaBadgeReasons } from '#shared/posture/mfa-numbers.ts';
import { policyAnswers } from './policy-answers.ts';
import type { ConditionalAccessSummary, ConditionalAccessView } from './shape.ts';

/** True if on in all tenants; null if one is not known. */
const allOn = (tenants: readonly (boolean | undefined)[]): boolean | null =>
  tenants.length === 0 || tenants.includes(undefined) ? null : tenants.every((on) => on === true);

const summaryOf = (tenants: readonly TenantPosture[]): z.input<typeof ConditionalAccessSummary> => ({
  badge: worstBadge(tenants.map(({ posture }) => mfaBadgeOf(posture))),
  badgeReasons: sentencesByTenant(tenants, mfaBadgeReasons),
  securityDefaults: allOn(tenants.map(({ posture }) => securityDefaultsOn(posture))),
});

const arePoliciesKnown = (tenants: readonly TenantPosture[]): boolean =>
  tenants.length > 0 && tenants.every(({ posture }) => knowsPolicies(posture));

/** The Conditional Access policies of a customer, and whether they enforce MFA. */
export const conditionalAccessView = (tenants: readonly TenantPosture[]): z.input<typeof ConditionalAccessView> => ({
  ...summaryOf(tenants),
  policies: arePoliciesKnown(tenants)
    ? tenants.flatMap(({ tenant, posture }) => policyAnswers(tenantRefOf(tenant), posture))
    : null,
});

/** The summary with the number of policies by state; null if policies could not be read. */
export const conditionalAccessCard = (tenants: readonly TenantPosture[]) => {
  const policies = tenants.flatMap(({ posture }) => userPolicies(posture));
  const of = (state: string) => policies.filter((policy) => policy.state === state).length;
  return {
    ...summaryOf(tenants),
    policies: arePoliciesKnown(tenants)
      ? { enabled: of('enabled'), reportOnly: of('report-only'), disabled: of('disabled') }
      : null,
  };
};
