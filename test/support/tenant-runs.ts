import type { Deps as Evaluating } from '#functions/sync/evaluate-tenant/deps.ts';
import { evaluateTenant } from '#functions/sync/evaluate-tenant/evaluate-tenant.ts';
import type { Deps as Finishing } from '#functions/sync/finish-run/deps.ts';
import { finishRun } from '#functions/sync/finish-run/finish-run.ts';
import type { Lane } from '#functions/sync/plan-tenant/contract.ts';
import type { Deps as Planning } from '#functions/sync/plan-tenant/deps.ts';
import { planTenant } from '#functions/sync/plan-tenant/plan-tenant.ts';
import type { Deps as Probing } from '#functions/sync/probe-mailbox/deps.ts';
import { probeMailbox } from '#functions/sync/probe-mailbox/probe-mailbox.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { runReadDeadline } from '#shared/collecting/deadlines.ts';
import { knownPlans } from '#shared/collecting/known-posture.ts';
import { readSurface } from '#shared/collecting/read-surface.ts';
import { findings } from '#shared/findings/index.ts';
import { TenantId } from '#shared/kernel/ids.ts';
import type { RunRef, Trigger } from '#shared/kernel/run.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { proofByKnownRoles } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { TechnicianMailbox } from '#shared/store/connection-record.ts';
import { connections } from '#shared/store/connection-store.ts';
import { coverageSnapshots } from '#shared/store/coverage-snapshot-store.ts';
import { directoryDue } from '#shared/store/directory-due.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { judgmentWriter } from '#shared/store/judgment-writer.ts';
import { leases } from '#shared/store/lease-store.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { postureReader } from '#shared/store/posture-reader.ts';
import { runs } from '#shared/store/run-store.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { signals } from '#shared/store/signal-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { tenantTerms } from '#shared/store/tenant-terms.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import { bucketOf, throttleWindows } from '#shared/store/throttle-window-store.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';
import { Organization } from '#shared/surfaces/organization/schema.ts';
import type { TestDynamoDb } from './dynamodb.ts';
import { connectionId, mspId, newConnection } from './numbered-tenants.ts';
import { credentialOf } from './simulated-microsoft.ts';
import { fakeMicrosoft, type TestCollecting, testCollecting } from './test-collecting.ts';

type TestTable = TestDynamoDb['table'];

interface ConnectedTenant {
  readonly table: TestTable;
  readonly microsoft: SimulatedMicrosoft;
  readonly tenant: SimulatedTenant;
  /** The number of the MSP and of the connection. */
  readonly number: number;
  /** The mailbox list. Default: none, and no communications are read. */
  readonly mailboxes?: readonly TechnicianMailbox[];
  /** The surfaces to read. Default: all. */
  readonly surfaceIds?: readonly string[];
}

/** The Microsoft client for the simulated tenant. Instead of sleeping it moves the clock. */
const openSimulated = ({ table, microsoft, tenant, number, mailboxes = [] }: ConnectedTenant) => {
  const { clientId, secret } = credentialOf(tenant);
  return openMicrosoft({
    credential: { kind: 'secret', value: new Secret(secret) },
    tenantId: tenant.tenantId,
    clientId,
    clock: table.clock,
    mailboxes: mailboxes.map(({ upn }) => upn),
    tokenWindow: throttleWindows(table).ofTokenEndpoint(
      openTenantScope(mspId(number), TenantId.parse(tenant.tenantId)),
    ),
    cloud: 'global',
    transport: redirectedTransport(microsoft.origins),
    sleep: async (seconds) => table.clock.advanceSeconds(seconds),
  });
};

/**
 * Posture runs of one tenant, in the steps of its state machine: the real use cases over the real stores, client and
 * surfaces.
 */
export const tenantRuns = async (connected: ConnectedTenant) => {
  const { table, tenant, number, mailboxes = [] } = connected;
  const scope = openTenantScope(mspId(number), TenantId.parse(tenant.tenantId));
  const { clientId } = credentialOf(tenant);
  await connections(table).create(
    scope,
    newConnection(number, {
      tenantId: scope.tenantId,
      clientId,
      mailboxes: [...mailboxes],
      reads: mailboxes.length === 0 ? ['posture'] : ['posture', 'communications'],
    }),
  );
  // A connect test records the tenant as well.
  await connections(table).recordTenant(scope, connectionId(number), { tenantName: tenant.displayName });
  const simulated = openSimulated(connected);
  const collecting: TestCollecting = {
    ...testCollecting(table, fakeMicrosoft()),
    microsoftFor: async () => simulated,
  };
  const isRead = ({ id }: { readonly id: string }) => connected.surfaceIds?.includes(id) ?? true;
  const planDeps = { ...planning(table, collecting, simulated), surfaces: surfaces.filter(isRead) };
  const judgeDeps = evaluating(table);
  let runCount = 0;

  /** Reads one after the other. A read that waits for the facts of another surface is tried again after the others. */
  const readAll = async (run: RunRef, reads: Lane['reads']): Promise<readonly string[]> => {
    const order: string[] = [];
    const queue = [...reads];
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const surface = surfaceOf(next.target.surfaceId);
      if (surface === undefined) throw new Error(`there is no surface ${next.target.surfaceId}`);
      const { status } = await readSurface(surface, scope, { run, ...next, waitedSeconds: 0 }, collecting);
      if (status === 'waiting' && queue.length > 0) queue.push(next);
      else if (status === 'done') order.push(surface.id);
      else throw new Error(`${surface.id} was not read to its end: ${status}`);
    }
    return order;
  };

  return {
    scope,
    collecting,
    summary: () => judgeDeps.summaries.ofTenant(scope, scope.tenantId),
    rows: () => judgeDeps.rows.ofTenant(scope, scope.tenantId),
    /**
     * Makes one run. The trigger `person` reads every surface, however fresh it is. Returns the ids of the surfaces
     * read.
     */
    async run(trigger: Trigger): Promise<readonly string[]> {
      runCount += 1;
      const { mspId: msp, tenantId } = scope;
      const tenantRef = { mspId: msp, tenantId, connectionId: connectionId(number), trigger };
      const plan = await planTenant(
        { kind: 'posture', execution: `execution-${runCount}`, tenant: tenantRef },
        planDeps,
      );
      if (plan.outcome !== 'planned') throw new Error(`the run was ${plan.outcome}`);
      const order = await readAll(
        plan.run,
        plan.lanes.flatMap(({ reads }) => reads),
      );
      if (plan.isProbeDue) await probeMailbox(plan.run, probing(table, simulated));
      await evaluateTenant(plan.run, judgeDeps);
      const { outcome } = await finishRun(
        { kind: 'posture', run: plan.run, completed: true },
        finishing(planDeps, collecting),
      );
      if (outcome !== 'finished') throw new Error(`the run ${outcome}`);
      return order;
    },
  };
};

const planning = (table: TestTable, collecting: TestCollecting, simulated: ReturnType<typeof openSimulated>) =>
  ({
    clock: table.clock,
    newId: table.newId,
    surfaces,
    accessOf: collecting.accessOf,
    scopeOf: openTenantScope,
    connections: connections(table),
    leases: leases(table),
    runs: runs(table),
    states: surfaceStates(table),
    due: directoryDue(table),
    probes: mailboxProbes(table),
    plansOf: (scope) => knownPlans(scope, collecting),
    grantedTo: () => simulated.roles({ fresh: true }),
    deleteMailboxData: async () => undefined,
  }) satisfies Planning;

const evaluating = (table: TestTable): Evaluating => ({
  connections: connections(table),
  probes: mailboxProbes(table),
  clock: table.clock,
  findings,
  surfaceIds: surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id),
  scopeOf: (run: RunRef) => openTenantScope(run.mspId, run.tenantId),
  termsOf: tenantTerms(table, openTenantScope),
  readPosture: postureReader(table),
  rows: findingRows(table),
  summaries: tenantSummaries(table),
  verdicts: tenantVerdicts(table),
  signals: signals(table),
  coverageSnapshots: coverageSnapshots(table),
  savings: savingsLedger(table),
  proofOf: proofByKnownRoles,
  reportRefused: ({ claimId }) => {
    throw new Error(`the proof of ${claimId} was refused`);
  },
  publish: async () => {},
  writeJudgment: judgmentWriter(table),
});

/** The dependencies of the mailbox probe. Its result is only stored, so `note` does nothing. */
const probing = (table: TestTable, simulated: ReturnType<typeof openSimulated>): Probing => ({
  clock: table.clock,
  scopeOf: ({ mspId: msp, tenantId }) => openTenantScope(msp, tenantId),
  leases: leases(table),
  connections: connections(table),
  windows: throttleWindows(table),
  readDeadlineOf: runReadDeadline,
  bucket: bucketOf('outlook'),
  probes: mailboxProbes(table),
  postureOf: (scope) =>
    postureReader(table)(scope, { tenantName: null, surfaceIds: ['users', 'licenses'], now: table.clock.now() }),
  microsoftFor: async () => simulated,
  reportOutcome: () => undefined,
});

const finishing = (planDeps: ReturnType<typeof planning>, { facts }: Pick<TestCollecting, 'facts'>): Finishing => ({
  ...planDeps,
  async organizationOf(scope) {
    const [organization] = await facts.ofSurface(scope, 'organization');
    return organization === undefined ? undefined : Organization.parse(organization);
  },
});
