import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { neverRead, type SurfaceState } from '#shared/kernel/surface-state.ts';
import { connections } from '#shared/store/connection-store.ts';
import { facts } from '#shared/store/fact-store.ts';
import { rollUp } from '#shared/store/surface-state-roll-up.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import type { Table } from '#shared/store/table.ts';
import type { OpenTenant } from '#shared/store/tenant-terms.ts';
import { User } from '#shared/surfaces/users/schema.ts';
import { ownAddresses } from './own-addresses.ts';

/** The addresses by which the participant rule knows a caller, and the states of reading mail and events. */
export const communicationsContext = (table: Table, openTenant: OpenTenant) => {
  const [connectionStore, states] = [connections(table), surfaceStates(table)];

  /**
   * The caller's addresses for the participant rule. Only the tenant that is marked as the MSP's own can add addresses.
   */
  const addressesOf = async (caller: MemberScope): Promise<ReadonlySet<string>> => {
    if (caller.role === 'admin') return new Set();
    const own = (await connectionStore.list(caller)).find(({ ownTenant }) => ownTenant);
    if (own === undefined) return ownAddresses(caller.email, []);
    const users = await facts(table).ofSurface(openTenant(caller.mspId, own.tenantId), 'users');
    return ownAddresses(
      caller.email,
      users.map((user) => User.parse(user)),
    );
  };

  /**
   * The state of each of the surfaces over all connections that read communications. The states of a tenant are read
   * once for all surfaces.
   */
  const statesOf = async (
    scope: MspScope,
    surfaceIds: readonly string[],
  ): Promise<Readonly<Record<string, SurfaceState>>> => {
    const communicating = (await connectionStore.list(scope)).filter(({ reads }) => reads.includes('communications'));
    const known = await Promise.all(
      communicating.map(({ tenantId }) => states.ofTenant(openTenant(scope.mspId, tenantId))),
    );
    return Object.fromEntries(
      surfaceIds.map((id) => [id, known.length === 0 ? neverRead : rollUp(known.map((each) => each[id] ?? neverRead))]),
    );
  };

  return { ownAddresses: addressesOf, surfaceStates: statesOf };
};
