import type { z } from 'zod';
import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import { addSeconds } from '#shared/kernel/clock.ts';
import { publisherAppCredential } from '#shared/kernel/credential-name.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connection } from '#shared/store/connection-record.ts';
import type { MspRemoval, RemovedCounts } from '#shared/store/msp-removal-store.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

/** After this time nothing new is started, so that the step in progress ends within the time-out. */
const workSeconds = 180;

/**
 * Closes access first: sign-ins, access tokens, credentials and schedules are removed. Then deletes the data tenant by
 * tenant and everything else. It stops between two steps when its time is over and continues at the next invocation.
 */
export const removeMsp = async (
  { mspId, name }: z.output<typeof contract.input>,
  deps: Deps,
): Promise<z.input<typeof contract.output>> => {
  const scope = deps.scopeOf(mspId);
  const removal = (await deps.removals.get(scope)) ?? (await begin(scope, name, deps));
  if (removal.state === 'finished') return receiptOf(removal);
  const endsAt = addSeconds(deps.clock.now(), workSeconds);
  const hasTime = (): boolean => deps.clock.now() < endsAt;
  const count = (more: RemovedCounts, state: MspRemoval['state'] = 'running') =>
    deps.removals.count(scope, more, state);

  for (const member of await deps.membersOf(scope)) {
    await count(await deps.removeSignIn(member));
    await deps.revokeTokens(member, scope);
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
  await deps.recordAudit(scope, 'done');
  return receiptOf(await count(await deps.forget.rest(scope), 'finished'));
};

const begin = async (scope: MspScope, name: string, deps: Deps): Promise<MspRemoval> => {
  const msp = await deps.mspOf(scope);
  if (msp === undefined) throw new AppError('NotFound', `there is no MSP ${scope.mspId}`);
  if (msp.name !== name)
    throw new AppError('InvalidInput', `the MSP ${scope.mspId} has another name than the one given`);
  await deps.recordAudit(scope, openOutcome);
  return deps.removals.begin(scope);
};

/**
 * Deletes twice, because a read in progress may have written more in between. The connection is deleted last, so that
 * an interrupted deletion is found again.
 */
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
    why: 'The table can be restored to any second of the last 35 days. After a restore, remove the MSP again.',
    days: 35,
  },
  {
    what: 'rows of the audit log, and their anchors',
    why: 'They hold opaque ids, no address and no name. A log that its subject can erase proves nothing.',
    days: null,
  },
  {
    what: 'sign-in accounts of people who never accepted the invitation, or whom another MSP has invited too',
    why: 'They may give access to another MSP. An administrator of the user pool can delete them.',
    days: null,
  },
  { what: 'this receipt', why: 'It holds an id, two times and counts.', days: null },
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
