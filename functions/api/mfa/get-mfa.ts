import { combinedTenantNumbers, percent } from '#shared/book/numbers.ts';
import { readPostures } from '#shared/book/read-postures.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import { breakGlassStates } from '#shared/posture/mfa-numbers.ts';
import type { DailySignals } from '#shared/store/signal.ts';
import { mfaSurfaces, mfaView } from '#shared/views/mfa/view.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { privilegedUsersOf } from './privileged-users.ts';

type Op = typeof contract.operations.getMfa;

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

export const getMfa = async ({ caller, params }: ApiRequest<Op, MemberScope>, deps: Deps): Promise<ApiAnswer<Op>> => {
  const { tenants, synced } = await readPostures(caller, params.customerId, mfaSurfaces, deps);
  const days = await Promise.all(
    tenants.map(({ tenant }) => deps.signals.ofTenant(caller, tenant.connection.tenantId)),
  );
  return {
    body: {
      ...mfaView(tenants),
      privilegedUsers: tenants.flatMap(({ tenant, posture }) => privilegedUsersOf(tenant.connection.tenantId, posture)),
      breakGlass: tenants.flatMap(({ posture }) => breakGlassStates(posture)),
      trend: trendOf(days.flat()),
      ...synced,
    },
  };
};
