import { worstBadge } from '#shared/book/numbers.ts';
import { readPostures, saidOfTenants, type ViewPorts } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { securityDefaultsOn } from '#shared/posture/coverage.ts';
import { knowsPolicies } from '#shared/posture/enforcement.ts';
import { badgeOf, badgeReasonsOf } from '#shared/posture/mfa-numbers.ts';
import type { contract } from './contract.ts';
import { policyAnswers } from './policy-answer.ts';

type Op = typeof contract.operations.getConditionalAccess;

/** What badge and policies stand on. */
const surfaceIds = [
  'conditional-access',
  'security-defaults',
  'per-user-mfa',
  'users',
  'directory-roles',
  'role-schedules',
  'mailbox-settings',
  'licences',
];

/** On in all, off in one; null where one is not known. */
const allOn = (tenants: readonly (boolean | undefined)[]): boolean | null =>
  tenants.length === 0 || tenants.includes(undefined) ? null : tenants.every((on) => on === true);

export const getConditionalAccess = async (
  { caller, params }: ApiRequest<Op, MemberScope>,
  ports: ViewPorts,
): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, surfaceIds, ports);
  const known = tenants.length > 0 && tenants.every(({ posture }) => knowsPolicies(posture));
  return {
    body: {
      badge: worstBadge(tenants.map(({ posture }) => badgeOf(posture))),
      badgeReasons: saidOfTenants(tenants, badgeReasonsOf),
      securityDefaults: allOn(tenants.map(({ posture }) => securityDefaultsOn(posture))),
      policies: known
        ? tenants.flatMap(({ tenant, posture }) => policyAnswers(tenant.connection.tenantId, posture))
        : null,
      ...synced,
    },
  };
};
