import type { Deps as Evaluating } from '#functions/sync/evaluate-tenant/deps.ts';
import { evaluateTenant } from '#functions/sync/evaluate-tenant/evaluate-tenant.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { Announcement } from '#shared/aws/announcer.ts';
import type { Finding } from '#shared/findings/define-finding.ts';
import { findingOf } from '#shared/findings/index.ts';
import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import { CustomerId, RunId, type TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { SurfaceState } from '#shared/kernel/surface-state.ts';
import { proofByKnownRoles } from '#shared/posture/conditional-access/snapshot-of-posture.ts';
import type { StoredFacts } from '#shared/posture/make-posture.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { type Connections, connections } from '#shared/store/connection-store.ts';
import { coverageSnapshots } from '#shared/store/coverage-snapshot-store.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { customers } from '#shared/store/customer-store.ts';
import { facts as factStore } from '#shared/store/fact-store.ts';
import { findingHistory } from '#shared/store/finding-history-store.ts';
import { parseFindingKey } from '#shared/store/finding-key.ts';
import { findingRows } from '#shared/store/finding-store.ts';
import { judgmentWriter } from '#shared/store/judgment-writer.ts';
import { leases } from '#shared/store/lease-store.ts';
import { mailboxProbes } from '#shared/store/mailbox-probe-store.ts';
import { members } from '#shared/store/member-store.ts';
import { postureReader } from '#shared/store/posture-reader.ts';
import { savingsLedger } from '#shared/store/savings-ledger-store.ts';
import { signals } from '#shared/store/signal-store.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { tenantSummaries } from '#shared/store/tenant-summary-store.ts';
import { tenantTerms } from '#shared/store/tenant-terms.ts';
import { tenantVerdicts } from '#shared/store/tenant-verdict-store.ts';
import { maxChangesPerTransition, transitionWriter } from '#shared/store/transition-writer.ts';
import { surfaceOf, surfaces } from '#shared/surfaces/index.ts';
import { testCursors } from './cursors.ts';
import type { TestDynamoDb } from './dynamodb.ts';
import { caller, connectionNumber, newConnection, tenantNumber } from './numbered-msps.ts';
import { basicFacts, okState } from './posture-facts.ts';

const postureIds = surfaces.filter(({ job }) => job === 'posture').map(({ id }) => id);

/** A fixed selection of findings, so that counts in tests do not change with every new finding. */
const fewFindings = [
  'admins.global-admin-count-in-range',
  'conditional-access.baseline-present',
  'conditional-access.legacy-auth-blocked',
  'mfa.enforced-for-admins',
  'mfa.enforced-for-all-users',
  'mfa.every-admin-capable',
  'mfa.every-user-capable',
  'secure-score.control-implemented',
].flatMap((id) => findingOf(id) ?? []);

/** One MSP with tenants whose facts a test sets, judged by the real use case over the real stores. */
export const judgedBook = (
  table: TestDynamoDb['table'],
  msp: number,
  findings: readonly Finding[] = fewFindings,
  proofOf: Evaluating['proofOf'] = proofByKnownRoles,
) => {
  const scope = caller('admin', { msp });
  const ports = {
    customers: customers(table),
    connections: connections(table),
    rows: findingRows(table),
    history: findingHistory(table),
    members: members(table),
    summaries: tenantSummaries(table),
    verdicts: tenantVerdicts(table),
    signals: signals(table),
    coverageSnapshots: coverageSnapshots(table),
    savings: savingsLedger(table),
  };
  const read = postureReader(table);
  const states = surfaceStates(table);
  const scopeOf = (tenantId: TenantId) => openTenantScope(scope.mspId, tenantId);
  let runs = 0;
  const published: Announcement['event'][] = [];
  const refused: Parameters<Evaluating['reportRefused']>[0][] = [];

  return {
    scope,
    ports,
    surfaceIds: postureIds,
    /** The events for programs, in order. */
    published,
    /** The refused proofs that were reported, in order. */
    refused,
    /** The dependencies of the API's use cases. */
    deps: {
      ...customerData(table, openTenantScope),
      ...ports,
      clock: table.clock,
      cursors: testCursors(),
      audit: auditLog(table),
      tenantOf: (findingKey: string) => parseFindingKey(findingKey)?.tenantId,
      maxChangesPerTransition,
      writeTransition: (
        of: MspScope,
        tenantId: TenantId,
        changes: readonly FindingChange[],
        summary: TenantSummary | undefined,
      ) => transitionWriter(table)(openTenantScope(of.mspId, tenantId), changes, summary),
    },

    customer: async (name: string, ...domains: string[]): Promise<CustomerId> => {
      const customerId = CustomerId.parse(table.newId('cus'));
      const fields = { customerId, name, domains: domains.map((domain) => ({ domain, includeSubdomains: false })) };
      return (await ports.customers.create(scope, fields)).customerId;
    },

    async connect(number: number, name: string, ...verifiedDomains: string[]): ReturnType<Connections['get']> {
      const connectionId = connectionNumber(number);
      const fields = newConnection({ connectionId, tenantId: tenantNumber(number) });
      await ports.connections.create(scope, fields);
      await ports.connections.recordTenant(scope, connectionId, { tenantName: name, verifiedDomains });
      return ports.connections.get(scope, connectionId);
    },

    /**
     * Stores facts and states as a run does, and judges the tenant. Default: the facts of `basicFacts`.
     * `meanwhile` runs between judging and writing.
     */
    async judge(
      number: number,
      facts: StoredFacts = {},
      stateOverrides: Readonly<Record<string, SurfaceState>> = {},
      meanwhile: () => Promise<void> = async () => {},
    ) {
      runs += 1;
      const runId = RunId.parse(`run_${String(msp * 1000 + runs).padStart(26, '0')}`);
      const tenant = scopeOf(tenantNumber(number));
      const connectionId = connectionNumber(number);
      const lease = await leases(table).acquire(tenant, 'posture', { connectionId, runId, execution: `run-${runs}` });
      for (const [surfaceId, each] of Object.entries({ ...basicFacts(), ...facts })) {
        const surface = surfaceOf(surfaceId);
        if (surface === undefined) throw new Error(`there is no surface ${surfaceId}`);
        const { factVersion } = surface;
        const writer = factStore(table).write(tenant, {
          surfaceId,
          factVersion,
          fence: lease.fence,
          completeness: 'replace',
        });
        for (const fact of each) await writer.add(surface.identify(fact), fact);
        await writer.complete();
        const state = { ...okState, dataAsOf: table.clock.now().toISOString(), ...stateOverrides[surfaceId] };
        await states.record(tenant, { surfaceId }, { state }, lease.fence);
      }
      const run = { mspId: scope.mspId, tenantId: tenant.tenantId, connectionId, runId, fence: lease.fence };
      const judgeAgain = (fence = run.fence) =>
        evaluateTenant(
          { ...run, fence },
          {
            ...ports,
            clock: table.clock,
            findings,
            surfaceIds: postureIds,
            readPosture: read,
            scopeOf: ({ tenantId }) => scopeOf(tenantId),
            probes: mailboxProbes(table),
            termsOf: tenantTerms(table, openTenantScope),
            proofOf,
            reportRefused: (each) => void refused.push(each),
            publish: async (event) => void published.push(event),
            async writeJudgment(...judgment) {
              await meanwhile();
              await judgmentWriter(table)(...judgment);
            },
          },
        );
      const result = await judgeAgain();
      await leases(table).release(tenant, 'posture', lease);
      return { result, judgeAgain, run };
    },
  };
};

export type JudgedBook = ReturnType<typeof judgedBook>;
