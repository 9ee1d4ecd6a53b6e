import type { z } from 'zod';
import { judgeTenant } from '#shared/judging/judge.ts';
import { applyOutcomes } from '#shared/judging/lifecycle.ts';
import { nextLedgerPage } from '#shared/judging/savings-ledger.ts';
import { baselinesOf, verdictsOf } from '#shared/judging/summary.ts';
import type { TenantSummary, TenantVerdicts } from '#shared/judging/tenant-summary.ts';
import { isSameContent } from '#shared/kernel/content.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import { unnamedTenant } from '#shared/kernel/subject.ts';
import type { ConnectionPosture } from '#shared/posture/connection-posture.ts';
import { refusedProofs } from '#shared/posture/conditional-access/refused-proofs.ts';
import { connectionSecretExpiry } from '#shared/posture/connection-secret.ts';
import { coverageToday } from '#shared/posture/coverage-today.ts';
import type { MailboxProbeState } from '#shared/posture/mailbox-probe-state.ts';
import { peopleOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connection } from '#shared/store/connection-store.ts';
import type { JudgmentWrites } from '#shared/store/judgment-writer.ts';
import { buildSummary, userDomains } from './build-summary.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { driftEvents } from './drift-events.ts';
import { readCoverage } from './read-coverage.ts';

/**
 * 1. Reads facts and surface states, and records when the secret in use expires. 2. Reads the stored findings and the
 * coverage of the days before. 3. Judges every finding of the catalog. 4. Applies the outcomes to the stored findings;
 * only a conclusive outcome resolves a finding. 5. Builds the summary that the book reads. 6. Writes what changed under
 * the lease of the run. If a member moved a finding in the meantime, steps 2 to 6 are repeated, so that neither change
 * is lost.
 */
export const evaluateTenant = async (run: RunRef, deps: Deps): Promise<z.input<typeof contract.output>> => {
  const scope = deps.scopeOf(run);
  const now = deps.clock.now();
  const [connection, probe] = await Promise.all([
    deps.connections.get(scope, run.connectionId),
    deps.probes.ofTenant(scope),
  ]);
  const tenantName = connection?.tenantName ?? null;
  const query = { tenantName, surfaceIds: deps.surfaceIds, now, connection: connectionOf(connection, probe) };
  const read = await deps.readPosture(scope, query);
  const current =
    connection &&
    (await deps.connections.recordSecretExpiry(scope, connection, (at) => connectionSecretExpiry(read, at)));
  const terms = connection && (await deps.termsOf(scope, withDomainsOf(read, connection)));
  const posture = { ...read, ...terms, connection: connectionOf(current, probe) };
  return retryOnConflict(() => reconcile(scope, run, { facts: posture, tenantName }, deps));
};

interface Evaluation {
  /** The posture without the coverage of earlier evaluations. */
  readonly facts: Posture;
  readonly tenantName: string | null;
}

const reconcile = async (
  scope: TenantScope,
  run: RunRef,
  { facts, tenantName }: Evaluation,
  deps: Deps,
): Promise<z.input<typeof contract.output>> => {
  // The summary is read first: a move after this read makes the write of the new summary fail, even if the moved
  // finding is not written.
  const before = await deps.summaries.ofTenant(scope, scope.tenantId);
  const previous = await deps.rows.ofTenant(scope, scope.tenantId);
  const posture = { ...facts, coverage: await readCoverage(deps, scope, facts.now, previous) };
  const outcomes = judgeTenant(posture, deps.findings);
  reportRefusedProofs(posture, run, deps);
  const verdictsBefore = await deps.verdicts.ofTenant(scope, scope.tenantId);
  const baselineOf = baselinesOf(verdictsBefore);
  const context = { tenantId: run.tenantId, now: posture.now, usersInTenant: peopleOf(posture).length };
  const lifecycle = applyOutcomes(previous, outcomes, {
    ...context,
    userDomainOf: userDomains(posture, previous),
    isInBaseline: (findingId) => !baselineOf(findingId).isComplete,
  });
  const summary = buildSummary({
    posture,
    tenantName,
    outcomes,
    before,
    rows: lifecycle.rows,
    surfaceIds: deps.surfaceIds,
  });
  const verdicts = { before: verdictsBefore, now: verdictsOf(outcomes, posture, verdictsBefore) };
  const changedViews = findChangedViews(posture, before, summary, verdicts);
  const ledger = nextLedgerPage(await deps.savings.ofTenant(scope, scope.tenantId), posture, previous);
  // The events go first: a program handles a duplicate after a failed write better than a loss.
  for (const event of driftEvents(run, lifecycle.changes)) await deps.publish(event);
  await deps.writeJudgment(scope, run, posture.now, { findings: lifecycle.changes, ...changedViews, ledger });
  const { opened, resolved, reopened, unchanged } = lifecycle;
  return { opened, resolved, reopened, unchanged };
};

const reportRefusedProofs = (
  posture: Posture,
  { mspId, tenantId, runId }: RunRef,
  { proofOf, reportRefused }: Pick<Deps, 'proofOf' | 'reportRefused'>,
): void => {
  const proof = proofOf(posture);
  for (const refused of proof === undefined ? [] : refusedProofs(proof)) {
    reportRefused({ mspId, tenantId, runId, ...refused });
  }
};

/**
 * The verified domains of a connection are stored at the end of a run. The first run needs them earlier, to find the
 * customers of the tenant.
 */
const withDomainsOf = (posture: Posture, connection: Connection): Connection => {
  const found = posture.facts('organization').flatMap(({ verifiedDomains }) => verifiedDomains.map(({ name }) => name));
  return { ...connection, verifiedDomains: [...new Set([...connection.verifiedDomains, ...found])] };
};

/** The connection as findings see it, without fields that they do not use. */
const connectionOf = (
  connection: Connection | undefined,
  probe: MailboxProbeState | undefined,
): ConnectionPosture | undefined => {
  if (connection === undefined) return undefined;
  const { connectionId, clientId, tenantName, credential, grantedScopes, reads } = connection;
  return { connectionId, clientId, name: tenantName ?? unnamedTenant, credential, grantedScopes, reads, probe };
};

/** The views that differ from the stored ones. */
const findChangedViews = (
  posture: Posture,
  before: TenantSummary | undefined,
  summary: TenantSummary,
  verdicts: { readonly before: TenantVerdicts | undefined; readonly now: TenantVerdicts },
): Omit<JudgmentWrites, 'findings' | 'ledger'> => {
  const { today, snapshot: snapshotBefore } = posture.coverage;
  const { snapshot, changes: coverageChanges } = coverageToday(posture);
  const day = { numbers: summary.numbers, coverageChanges };
  const dayBefore =
    today === undefined ? undefined : { numbers: today.numbers, coverageChanges: today.coverageChanges };
  return {
    summary: before !== undefined && hasSameContent(before, summary) ? undefined : summary,
    verdicts: isSameContent(verdicts.before, verdicts.now) ? undefined : verdicts.now,
    day: isSameContent(dayBefore, day) ? undefined : day,
    coverageSnapshot: isSameContent(snapshotBefore, { ...snapshot, takenAt: snapshotBefore?.takenAt })
      ? undefined
      : snapshot,
  };
};

/** Compares two summaries without their times and without the keys that the table adds to the stored one. */
const hasSameContent = (stored: TenantSummary, summary: TenantSummary): boolean => {
  const { judgedAt, countedAt, revision } = summary;
  const own = Object.fromEntries(Object.entries(stored).filter(([name]) => name in summary));
  return isSameContent({ ...own, judgedAt, countedAt, revision }, summary);
};
