import { z } from 'zod';
import { commaSeparated, List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { TenantRef } from '#shared/book/tenant-ref.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { ConnectionId, RunId } from '#shared/kernel/ids.ts';
import { RunKind, RunState } from '#shared/kernel/run.ts';

export const RunAnswer = z.object({
  runId: RunId,
  connectionId: ConnectionId,
  ...TenantRef.shape,
  kind: RunKind,
  state: RunState,
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  surfaces: z.record(
    z.string(),
    z.object({
      state: z.string(),
      read: z.number(),
      written: z.number(),
      requests: z.number(),
      seconds: z.number(),
    }),
  ),
});
RunAnswer.register(z.globalRegistry, {
  id: 'Run',
  description: 'One reading of a tenant, with the progress of each surface.',
});

const connectionParams = z.strictObject({ connectionId: ConnectionId });

export const contract = apiContract({
  description: 'On-demand syncs and the runs of a connection.',
  environment: Environment.pick({
    STAGE: true,
    TABLE_NAME: true,
    CURSOR_KEY_ID: true,
    TENANT_POSTURE_ARN: true,
    TENANT_COMMUNICATIONS_ARN: true,
  }),
  access: { table: 'write', keys: ['cursor'], starts: ['tenant-posture', 'tenant-communications'] },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    startSync: {
      route: 'POST /v1/connections/{connectionId}/sync',
      summary: 'Sync the tenant now, whatever its freshness. If a run is already in progress, that run is returned.',
      ability: 'sync.start',
      params: connectionParams,
      response: { status: 202, body: RunAnswer.extend({ runs: z.array(RunAnswer) }) },
      errors: ['NotFound'],
    },
    listRuns: {
      route: 'GET /v1/connections/{connectionId}/runs',
      summary: 'The runs of a connection. With a filter, a page may be short and still have a next page.',
      ability: 'connections.read',
      params: connectionParams,
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the id, the kind and the state of the run and its surfaces'),
        ...sortQuery(['newest', 'oldest'], 'The order, by start.'),
        kind: commaSeparated(RunKind).optional(),
        state: commaSeparated(RunState).optional(),
      }),
      response: {
        status: 200,
        body: List(RunAnswer).meta({ id: 'RunsPage', description: 'A page of the runs of a connection.' }),
      },
      errors: ['NotFound', 'InvalidCursor'],
    },
    getRun: {
      route: 'GET /v1/runs/{runId}',
      summary: 'One run with its per-surface state and progress.',
      ability: 'connections.read',
      params: z.strictObject({ runId: RunId }),
      response: { status: 200, body: RunAnswer },
      errors: ['NotFound'],
    },
  },
});
