import type { z } from 'zod';
import { addSeconds, type Clock } from '#shared/kernel/clock.ts';
import { type CredentialName, publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { CustomerId, MspId, TenantId } from '#shared/kernel/ids.ts';
import type { MspScope, TenantScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { mspDeletion } from '#shared/store/delete-msp.ts';
import type { Member } from '#shared/store/member-record.ts';
import type { MspRemoval, mspRemovals, RemovedCounts } from '#shared/store/msp-removal-store.ts';
import type { Msp } from '#shared/store/msp-store.ts';
import type { contract } from './contract.ts';

export interface Deps {
  readonly clock: Clock;
  scopeOf(mspId: MspId): MspScope;
  tenantOf(scope: MspScope, tenantId: TenantId): TenantScope;
  readonly removals: ReturnType<typeof mspRemovals>;
  mspOf(scope: MspScope): Promise<Msp | undefined>;
  membersOf(scope: MspScope): Promise<readonly Member[]>;
  customersOf(scope: MspScope): Promise<readonly { readonly customerId: CustomerId }[]>;
  readonly connections: Pick<Connections, 'list' | 'remove'>;
  removeCredential(scope: MspScope, name: CredentialName): Promise<void>;
  /** The person's way to sign in, unless they may be another MSP's. */
  removeSignIn(member: Member): Promise<RemovedCounts>;
  /** Programs that came in the name of the person come no more. */
  endTokens(member: Member, scope: MspScope): Promise<void>;
  readonly forget: ReturnType<typeof mspDeletion>;
  /** A row of the audit log, which stays. */
  note(scope: MspScope, outcome: 'requested' | 'done'): Promise<void>;
}

/** Past this nothing new is begun: what is under way must end within the time-out. */
const workSeconds = 180;

/**
 * Closes the doors first: nobody signs in, no credential is there to read with, no schedule starts. Then removes tenant by tenant what was read, and everything else. It
 * stops between two parts when its time is up, and goes on from there when it is invoked again.
 */
export const removeMsp = async (
  { mspId, name }: z.output<typeof contract.input>,
  deps: Deps,
): Promise<z.input<typeof contract.output>> => {
  const scope = deps.scopeOf(mspId);
  const begun = (await deps.removals.get(scope)) ?? (await begin(scope, name, deps));
  if (begun.state === 'finished') return receiptOf(begun);
  const endsAt = addSeconds(deps.clock.now(), workSeconds);
  const hasTime = (): boolean => deps.clock.now() < endsAt;
  const count = (more: RemovedCounts, state: MspRemoval['state'] = 'running') =>
    deps.removals.count(scope, more, state);

  for (const member of await deps.membersOf(scope)) {
    await count(await deps.removeSignIn(member));
    await deps.endTokens(member, scope);
    await count(await deps.forget.person(scope, member));
  }
  const connections = await deps.connections.list(scope);
  for (const connection of connections) {
    await deps.removeCredential(scope, connection.connectionId);
    await deps.forget.halt(deps.tenantOf(scope, connection.tenantId), connection);
  }
  await deps.removeCredential(scope, publisherAppCredential);
  for (const connection of connections) {
    if (!hasTime()) return receiptOf(await count({}));
    for (const counts of await tenantOf(scope, connection, deps)) await count(counts);
  }
  for (const { customerId } of await deps.customersOf(scope)) {
    if (!hasTime()) return receiptOf(await count({}));
    await count(await deps.forget.customer(scope, customerId));
  }
  await deps.note(scope, 'done');
  return receiptOf(await count(await deps.forget.rest(scope), 'finished'));
};

const begin = async (scope: MspScope, name: string, deps: Deps): Promise<MspRemoval> => {
  const msp = await deps.mspOf(scope);
  if (msp === undefined) throw new AppError('NotFound', `there is no MSP ${scope.mspId}`);
  if (msp.name !== name)
    throw new AppError('InvalidInput', `the MSP ${scope.mspId} has another name than the one given`);
  await deps.note(scope, 'requested');
  return deps.removals.begin(scope);
};

/** Twice, because a reading that was under way may have kept more in between. The connection goes last, so that a part that failed is found again. */
const tenantOf = async (scope: MspScope, connection: Connection, deps: Deps): Promise<readonly RemovedCounts[]> => {
  const tenant = deps.tenantOf(scope, connection.tenantId);
  const counts = [...(await deps.forget.tenant(tenant, connection)), ...(await deps.forget.tenant(tenant, connection))];
  counts.push(await deps.forget.leases(tenant));
  await deps.connections.remove(scope, connection);
  return [...counts, { connection: 1, credential: 1 }];
};

const kept: z.input<typeof contract.output>['kept'] = [
  {
    what: 'backups of the table',
    why: 'The table can be restored to any second of the last 35 days. After a restore the MSP must be removed again.',
    days: 35,
  },
  {
    what: 'rows of the audit log, and their anchors',
    why: 'They hold opaque ids, no address and no name, and a log that its subject can have erased proves nothing.',
    days: null,
  },
  {
    what: 'the sign-in of somebody who was invited and never came, or whom another MSP invited as well',
    why: 'It may be how that person reaches another MSP. An administrator of the user pool can remove it.',
    days: null,
  },
  { what: 'this receipt', why: 'It holds an id, two instants and counts.', days: null },
];

const receiptOf = ({
  mspId,
  state,
  requestedAt,
  finishedAt,
  removed,
}: MspRemoval): z.input<typeof contract.output> => ({
  mspId,
  state,
  requestedAt,
  finishedAt,
  removed,
  kept,
});
