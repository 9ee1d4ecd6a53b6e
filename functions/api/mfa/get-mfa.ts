import { combinedNumbers, combinedTenantNumbers, percent, worstBadge } from '#shared/book/numbers.ts';
import { tenantNameOf } from '#shared/book/portfolio.ts';
import { readCustomer } from '#shared/book/read-book.ts';
import { syncedNow } from '#shared/book/surfaces.ts';
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
  const { tenants } = await readCustomer(caller, params.customerId, deps);
  const [postures, days, synced] = await Promise.all([
    Promise.all(tenants.map(async (tenant) => ({ tenant, posture: await deps.postureOf(caller, tenant, surfaceIds) }))),
    Promise.all(tenants.map(({ connection }) => deps.signals.ofTenant(caller, connection.tenantId))),
    syncedNow(caller, surfaceIds, tenants, deps.statesOf),
  ]);
  const each = postures.map(({ posture }) => posture);
  const methods = each.map(methodOf);
  return {
    body: {
      badge: worstBadge(each.map(badgeOf)),
      badgeReasons: postures.flatMap(({ tenant, posture }) =>
        badgeReasonsOf(posture).map((reason) => (each.length === 1 ? reason : `${tenantNameOf(tenant)}: ${reason}`)),
      ),
      method: methods.length === 0 ? null : methods.includes(null) ? null : (common(methods) ?? 'mixed'),
      users: combinedNumbers(each.map(mfaOfUsers)),
      privileged: combinedNumbers(each.map(mfaOfPrivileged)),
      privilegedUsers: postures.flatMap(({ tenant, posture }) =>
        privilegedUsersOf(tenant.connection.tenantId, posture),
      ),
      breakGlass: each.flatMap(breakGlassStates),
      basis: common(each.map(basisOf)) ?? null,
      trend: trendOf(days.flat()),
      ...synced,
    },
  };
};
