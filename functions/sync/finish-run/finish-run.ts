import type { z } from 'zod';
import { isSameContent } from '#shared/kernel/content.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { nextDueAt, type Outcome, type RunKind, type RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Input = z.output<typeof contract.input>;

/** Ends a run. A run that lost its lease to a newer one may not change the tenant any more and counts as failed. */
export const finishRun = async ({ kind, run, completed }: Input, deps: Deps): Promise<{ outcome: Outcome }> => {
  const scope = deps.scopeOf(run.mspId, run.tenantId);
  const outcome = completed && (await holdsLease(scope, kind, run, deps)) ? 'finished' : 'failed';
  if (outcome === 'finished' && kind === 'posture') await recordOrganization(scope, run, deps);
  await scheduleNext(scope, kind, run, deps);
  await deps.runs.finish(scope, run.runId, outcome);
  await deps.leases.release(scope, kind, run);
  return { outcome };
};

const holdsLease = async (scope: TenantScope, kind: RunKind, run: RunRef, { leases }: Deps): Promise<boolean> => {
  try {
    await leases.assertHeld(scope, kind, run);
    return true;
  } catch (error) {
    if (isAppError(error, 'Fenced')) return false;
    throw error;
  }
};

/** Records the name and the domains of the tenant, which link it to customers, if they changed. */
const recordOrganization = async (scope: TenantScope, { connectionId }: RunRef, deps: Deps): Promise<void> => {
  const organization = await deps.organizationOf(scope);
  const connection = await deps.connections.get(scope, connectionId);
  if (organization === undefined || connection === undefined) return;
  const tenantName = organization.name;
  const verifiedDomains = organization.verifiedDomains.map(({ name }) => name).toSorted();
  const known = { tenantName: connection.tenantName, verifiedDomains: connection.verifiedDomains };
  const learned = { tenantName, verifiedDomains };
  if (!isSameContent(known, learned)) await deps.connections.recordTenant(scope, connectionId, learned);
};

const scheduleNext = async (scope: TenantScope, kind: RunKind, run: RunRef, deps: Deps): Promise<void> => {
  const connection = await deps.connections.get(scope, run.connectionId);
  const startedAt = (await deps.runs.get(scope, run.runId))?.startedAt;
  if (connection === undefined || !connection.reads.includes(kind) || startedAt === undefined) return;
  const resumeAts = (await deps.states.readStates(scope)).flatMap(({ resumeAt }) =>
    resumeAt === undefined ? [] : [new Date(resumeAt)],
  );
  await deps.due.schedule(scope, run.connectionId, run.tenantId, kind, nextDueAt(kind, new Date(startedAt), resumeAts));
};
