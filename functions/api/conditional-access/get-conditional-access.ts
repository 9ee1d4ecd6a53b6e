import { worstBadge } from '#shared/book/numbers.ts';
import { tenantNameOf } from '#shared/book/portfolio.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { syncedNow } from '#shared/book/surfaces.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { securityDefaultsOn } from '#shared/posture/coverage.ts';
import { knowsPolicies } from '#shared/posture/enforcement.ts';
import { badgeOf, badgeReasonsOf } from '#shared/posture/mfa-numbers.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
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
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { tenants } = await readCustomer(caller, params.customerId, deps);
  const [postures, synced] = await Promise.all([
    Promise.all(tenants.map(async (tenant) => ({ tenant, posture: await deps.postureOf(caller, tenant, surfaceIds) }))),
    syncedNow(caller, surfaceIds, tenants, deps.statesOf),
  ]);
  const known = postures.length > 0 && postures.every(({ posture }) => knowsPolicies(posture));
  return {
    body: {
      badge: worstBadge(postures.map(({ posture }) => badgeOf(posture))),
      badgeReasons: postures.flatMap(({ tenant, posture }) =>
        badgeReasonsOf(posture).map((reason) =>
          postures.length === 1 ? reason : `${tenantNameOf(tenant)}: ${reason}`,
        ),
      ),
      securityDefaults: allOn(postures.map(({ posture }) => securityDefaultsOn(posture))),
      policies: known
        ? postures.flatMap(({ tenant, posture }) => policyAnswers(tenant.connection.tenantId, posture))
        : null,
      ...synced,
    },
  };
};
