import { markSurface } from '#functions/sync/mark-surface/mark-surface.ts';
import type { FaultRule } from '#local/microsoft/faults.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { connections } from '#shared/store/connection-store.ts';
import { throttleWindows } from '#shared/store/throttle-window-store.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';
import { surfaceOf } from '#shared/surfaces/index.ts';
import { startDynamoDb } from '#test/support/dynamodb.ts';
import { newConnection, runId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';
import { credentialOf, startTestMicrosoft } from '#test/support/simulated-microsoft.ts';
import { fakeMicrosoft, testCollecting } from '#test/support/test-collecting.ts';
import { cleanups, isolatedTenant } from './client-harness.ts';

export const surfaceById = (id: string): AnySurface => {
  const surface = surfaceOf(id);
  if (surface === undefined) throw new Error(`there is no surface ${id}`);
  return surface;
};

/**
 * One tenant, its surfaces' Lambdas, a real table engine and the simulated Microsoft, with one clock that waiting
 * moves.
 */
export const openRunHarness = async (faults: readonly FaultRule[] = [], tenant = isolatedTenant()) => {
  const dynamoDb = await startDynamoDb();
  cleanups.push(() => dynamoDb.stop());
  const { endpoint, table } = dynamoDb;
  const { clock } = table;
  const server = await startTestMicrosoft([tenant], { clock, faults, enforceLimits: false });
  const tenantId = TenantId.parse(tenant.tenantId);
  const { clientId, secret } = credentialOf(tenant);
  const scope = openTenantScope(tenantScope(1).mspId, tenantId);
  await connections(table).create(scope, newConnection(1, { tenantId, clientId }));

  let sleptInLambda = 0;
  const collecting = {
    ...testCollecting(table, fakeMicrosoft()),
    microsoftFor: async () =>
      openMicrosoft({
        credential: { kind: 'secret', value: new Secret(secret) },
        tenantId,
        clientId,
        mailboxes: [],
        clock,
        tokenWindow: throttleWindows(table).ofTokenEndpoint(scope),
        cloud: 'global',
        transport: redirectedTransport(server.origins),
        random: () => 0,
        sleep: async (seconds) => {
          sleptInLambda += seconds;
          clock.advanceSeconds(seconds);
        },
      }),
  };

  const begin = async (attempt = 1): Promise<RunRef> => {
    const lease = { connectionId: runOf(1).connectionId, runId: runId(attempt), execution: `execution-${attempt}` };
    const { fence } = await collecting.leases.acquire(scope, 'posture', lease);
    await collecting.runs.start(scope, { ...lease, tenantId, kind: 'posture', trigger: 'schedule' });
    return { ...runOf(1, fence, attempt), tenantId };
  };
  const run = await begin();

  const read = (surface: AnySurface, { by = run, waitedSeconds = 0 } = {}) =>
    readSurface(surface, scope, { run: by, target: { surfaceId: surface.id }, needs: [], waitedSeconds }, collecting);

  /** Reads a surface as the state machine does: waits outside of the Lambda, and records a failure. */
  const collect = async (surface: AnySurface, by = run): Promise<string> => {
    try {
      for (let waitedSeconds = 0; ; ) {
        const answer = await read(surface, { by, waitedSeconds });
        if (answer.status !== 'paused') return answer.status;
        clock.advanceSeconds(answer.resumeAfterSeconds);
        waitedSeconds = answer.waitedSeconds;
      }
    } catch (error) {
      const name = isAppError(error) ? error.code : 'Internal';
      const deps = { ...collecting, scopeOf: () => scope, recordFailure: () => {} };
      await markSurface({ run: by, target: { surfaceId: surface.id }, error: name }, deps);
      return name;
    }
  };

  return {
    endpoint,
    table,
    clock,
    server,
    tenant,
    tenantId,
    scope,
    collecting,
    begin,
    run,
    read,
    collect,
    sleptInLambda: () => sleptInLambda,
    state: async ({ id }: AnySurface) => (await collecting.states.ofTarget(scope, { surfaceId: id })).state.state,
    facts: async ({ id }: AnySurface): Promise<readonly unknown[]> => collecting.facts.ofSurface(scope, id),
    arrived: (template: string): number => server.counters().byTenant[tenant.tenantId]?.byTemplate[template] ?? 0,
  };
};
