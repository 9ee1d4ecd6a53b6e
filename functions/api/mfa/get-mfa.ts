import { combinedNumbers, combinedTenantNumbers, percent, worstBadge } from '#shared/book/numbers.ts';
import { readPostures, saidOfTenants } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import {
  badgeOf,
  badgeReasonsOf,
  basisOf,
  breakGlassStates,
  methodOf,
  mfaOfPrivileged,
  mfaOfUsers,
} from '#shared/posture/mfa-numbers.ts';
import type { DailySignals } from '#shared/store/signal.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { privilegedUsersOf } from './privileged-users.ts';

type Op = typeof contract.operations.getMfa;

/** What the numbers stand on. */
const surfaceIds = [
  'users',
  'mfa-registrations',
  'directory-roles',
  'role-schedules',
  'security-defaults',
  'conditional-access',
  'per-user-mfa',
  'mailbox-settings',
  'licences',
];

/** The value of all, where all have the same; undefined where they differ or there is none. */
const common = <Value>(values: readonly Value[]): Value | undefined =>
  new Set(values).size === 1 ? values[0] : undefined;

const trendOf = (days: readonly DailySignals[]) =>
  [...Map.groupBy(days, ({ on }) => on)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([on, tenants]) => {
      const { users, privileged } = combinedTenantNumbers(tenants.map(({ numbers }) => numbers));
      return {
        on,
        capablePercent: percent(users.capable, users.of),
        privilegedCapablePercent: percent(privileged.capable, privileged.of),
      };
    });

/** Several tenants of a customer: people add up, the badge is the worst one's, and each reason names its tenant. */
export const getMfa = async ({ caller, params }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, surfaceIds, deps);
  const days = await Promise.all(
    tenants.map(({ tenant }) => deps.signals.ofTenant(caller, tenant.connection.tenantId)),
  );
  const each = tenants.map(({ posture }) => posture);
  const methods = each.map(methodOf);
  return {
    body: {
      badge: worstBadge(each.map(badgeOf)),
      badgeReasons: saidOfTenants(tenants, badgeReasonsOf),
      method: methods.length === 0 ? null : methods.includes(null) ? null : (common(methods) ?? 'mixed'),
      users: combinedNumbers(each.map(mfaOfUsers)),
      privileged: combinedNumbers(each.map(mfaOfPrivileged)),
      privilegedUsers: tenants.flatMap(({ tenant, posture }) => privilegedUsersOf(tenant.connection.tenantId, posture)),
      breakGlass: each.flatMap(breakGlassStates),
      basis: common(each.map(basisOf)) ?? null,
      trend: trendOf(days.flat()),
      ...synced,
    },
  };
};
