import { combinedTenantNumbers, percent, unknownTenantNumbers } from '#shared/book/combined-numbers.ts';
import { isUserOf } from '#shared/book/ownership.ts';
import { readPostures, type TenantPosture } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import { breakGlassStates } from '#shared/posture/mfa-numbers.ts';
import type { DailySignals } from '#shared/store/signal-store.ts';
import { driftOfCustomer } from '#shared/views/drift/view.ts';
import { mfaSurfaces, mfaView } from '#shared/views/mfa/view.ts';
import { isShownAt } from '#shared/views/subject-status.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { privilegedUsersOf } from './privileged-users.ts';

type Op = typeof contract.operations.getMfa;

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

export const getMfa = async ({ caller, params }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { customer, tenants, synced } = await readPostures(caller, params.customerId, mfaSurfaces, deps);
  const days = await Promise.all(
    tenants.map(async (of) => ({ ...of, days: await deps.signals.ofTenant(caller, of.tenant.connection.tenantId) })),
  );
  const logOf = async ({ tenant }: TenantPosture) =>
    (await deps.postureOf(caller, tenant, ['directory-audits'])).facts('directory-audits');
  return {
    body: {
      ...mfaView({ customer, tenants }),
      privilegedUsers: tenants.flatMap(({ tenant, posture }) =>
        privilegedUsersOf(tenant.connection.tenantId, posture).filter(({ upn }) =>
          isUserOf(customer, tenant.linked, upn),
        ),
      ),
      breakGlass: tenants.flatMap((of) =>
        breakGlassStates(of.posture).filter(({ userId }) => isShownAt(customer, of)(userId)),
      ),
      trend: trendOf(days.map((each) => each.days)),
      drift: await driftOfCustomer(customer, days, deps.clock.now(), logOf),
      ...synced,
    },
  };
};
