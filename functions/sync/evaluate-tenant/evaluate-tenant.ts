import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import type { Finding } from '#shared/findings/define-finding.ts';
import { judgeTenant } from '#shared/findings/judge.ts';
import { moveFindings } from '#shared/findings/lifecycle.ts';
import { verdictsOf } from '#shared/findings/summarise.ts';
import type { TenantSummary, TenantVerdicts } from '#shared/findings/tenant-summary.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import type { RunRef } from '#shared/kernel/run.ts';
import type { TenantScope } from '#shared/kernel/scope.ts';
import type { KnownConnection } from '#shared/posture/connection.ts';
import { peopleOf } from '#shared/posture/people.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Connection, Connections } from '#shared/store/connection.ts';
import type { FindingRows } from '#shared/store/finding.ts';
import type { JudgementWrites } from '#shared/store/judgement.ts';
import type { Signals } from '#shared/store/signal.ts';
import type { ReadPosture } from '#shared/store/stored-posture.ts';
import type { TenantSummaries } from '#shared/store/tenant-summary.ts';
import type { TenantVerdictStore } from '#shared/store/tenant-verdicts.ts';
import type { contract } from './contract.ts';
import { summaryOf, userDomains } from './views.ts';

export interface Deps {
  readonly clock: Clock;
  readonly findings: readonly Finding[];
  /** The surfaces that leave posture facts. */
  readonly surfaceIds: readonly string[];
  scopeOf(run: RunRef): TenantScope;
  readonly connections: Pick<Connections, 'get'>;
  readonly readPosture: ReadPosture;
  readonly rows: Pick<FindingRows, 'ofTenant'>;
  readonly summaries: Pick<TenantSummaries, 'ofTenant'>;
  readonly verdicts: Pick<TenantVerdictStore, 'ofTenant'>;
  readonly signals: Pick<Signals, 'ofDay'>;
  keep(scope: TenantScope, run: RunRef, now: Date, writes: JudgementWrites): Promise<void>;
}

/**
 * 1. Reads facts, states and the findings as they stand. 2. Judges every finding of the catalogue. 3. Moves the findings: only a look resolves.
 * 4. Makes the views that the book reads. 5. Writes what is different, under the run's lease.
 */
export const evaluateTenant = async (run: RunRef, deps: Deps): Promise<z.input<typeof contract.output>> => {
  const scope = deps.scopeOf(run);
  const now = deps.clock.now();
  const connection = await deps.connections.get(scope, run.connectionId);
  const tenantName = connection?.tenantName ?? null;
  const [posture, previous] = await Promise.all([
    deps.readPosture(scope, { tenantName, surfaceIds: deps.surfaceIds, now, connection: connectionOf(connection) }),
    deps.rows.ofTenant(scope, scope.tenantId),
  ]);
  const outcomes = judgeTenant(posture, deps.findings);
  const occasion = { tenantId: run.tenantId, now, usersInTenant: peopleOf(posture).length };
  const moves = moveFindings(previous, outcomes, { ...occasion, userDomainOf: userDomains(posture, previous) });
  const summary = summaryOf({ posture, tenantName, outcomes, rows: moves.rows, surfaceIds: deps.surfaceIds });
  const different = await whatIsNew(deps, scope, posture, summary, verdictsOf(outcomes));
  await deps.keep(scope, run, now, { findings: moves.changes, ...different });
  const { opened, resolved, reopened, unchanged } = moves;
  return { opened, resolved, reopened, unchanged };
};

/** How the tenant is reached, with nothing that findings have no business with. */
const connectionOf = (connection: Connection | undefined): KnownConnection | undefined => {
  if (connection === undefined) return undefined;
  const { connectionId, clientId, tenantName, tenantId, credential, grantedScopes } = connection;
  return { connectionId, clientId, name: tenantName ?? tenantId, credential, grantedScopes };
};

/** The views that say something else than the stored ones do. */
const whatIsNew = async (
  deps: Deps,
  scope: TenantScope,
  { now }: Posture,
  summary: TenantSummary,
  verdicts: TenantVerdicts,
): Promise<Omit<JudgementWrites, 'findings'>> => {
  const [before, verdictsBefore, today] = await Promise.all([
    deps.summaries.ofTenant(scope, scope.tenantId),
    deps.verdicts.ofTenant(scope, scope.tenantId),
    deps.signals.ofDay(scope, scope.tenantId, dateOf(now)),
  ]);
  const stood = before === undefined ? undefined : { ...onlyOf(summary, before), judgedAt: summary.judgedAt };
  return {
    summary: isDeepStrictEqual(stood, summary) ? undefined : summary,
    verdicts: isDeepStrictEqual(verdictsBefore, verdicts) ? undefined : verdicts,
    numbers: isDeepStrictEqual(today?.numbers, summary.numbers) ? undefined : summary.numbers,
  };
};

/** A stored record without the keys that the table gave it. */
const onlyOf = <Shape extends object>(wanted: Shape, stored: Shape): Partial<Shape> =>
  Object.fromEntries(Object.entries(stored).filter(([name]) => name in wanted)) as Partial<Shape>; // the same names
