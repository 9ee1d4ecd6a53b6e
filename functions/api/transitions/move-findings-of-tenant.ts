import { auditedTogether, type ChangeOutcome } from '#shared/api/audited.ts';
import { identityOf } from '#shared/judging/finding-row.ts';
import type { FindingChange } from '#shared/judging/lifecycle.ts';
import { recountOpen } from '#shared/judging/summary.ts';
import { applyMove, type Move } from '#shared/judging/transition.ts';
import { type AppError, isAppError } from '#shared/kernel/errors.ts';
import { nextStep } from '#shared/kernel/next-step.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { StoredFinding } from '#shared/store/finding-store.ts';
import type { MoveOutcome } from './contract.ts';
import type { Deps } from './deps.ts';
import { auditedMove } from './requested-move.ts';
import type { SelectedTenant } from './selected-findings.ts';

export interface MoveResult {
  readonly outcome: MoveOutcome;
  readonly detail: string | null;
}

interface MoveOfTenant {
  readonly caller: MemberScope;
  readonly selected: SelectedTenant;
  readonly move: Move;
  readonly requestId: string;
  readonly isInTime: () => boolean;
}

type Results = ReadonlyMap<string, MoveResult>;

const notFound: MoveResult = { outcome: 'not-found', detail: 'there is no finding with this key' };
const notAttempted: MoveResult = { outcome: 'not-attempted', detail: 'the time was over; send it again' };
const moved: MoveResult = { outcome: 'moved', detail: null };
const unchanged: MoveResult = { outcome: 'unchanged', detail: 'it was as requested before' };

const failure = (error: AppError): MoveResult => ({
  outcome: error.code === 'RecordChanged' ? 'conflict' : error.code === 'FindingResolved' ? 'resolved' : 'failed',
  detail: nextStep(error),
});

/** A finding that was resolved, moved or deleted after the first look is audited as a move of it alone would be. */
const auditedOutcome = (results: Results, findingKey: string): ChangeOutcome => {
  const outcome = results.get(findingKey)?.outcome;
  if (outcome === 'moved') return 'done';
  return outcome === 'unchanged' ? 'unchanged' : 'failed';
};

/** What the move makes of a row: a change to write, or why there is none. */
const planned = (row: StoredFinding, { move, caller }: MoveOfTenant, now: Date): FindingChange | MoveResult => {
  try {
    return applyMove(row, move, { now, memberId: caller.memberId }) ?? unchanged;
  } catch (error) {
    if (isAppError(error, 'FindingResolved')) return failure(error);
    throw error;
  }
};

/**
 * Changes the findings of one tenant in transactions of a few: each writes findings, history and counts, or none of
 * them. A conflict that lasts, or a failure, is the outcome of the findings in that transaction alone.
 */
export const moveFindingsOfTenant = async (request: MoveOfTenant, deps: Deps): Promise<Results> => {
  const { caller, selected } = request;
  const { tenantId } = selected.tenant.connection;
  const results = new Map<string, MoveResult>();
  const pending = [...selected.findingKeys];
  while (pending.length > 0) {
    const part = pending.splice(0, deps.maxChangesPerTransition);
    if (request.isInTime()) for (const [key, result] of await movePart(part)) results.set(key, result);
    else for (const key of part) results.set(key, notAttempted);
  }
  return results;

  async function movePart(findingKeys: readonly string[]): Promise<Results> {
    try {
      const before = planAll(findingKeys, await deps.rows.ofTenant(caller, tenantId));
      const changing = before.rows.filter(({ findingKey }) => before.changes.has(findingKey));
      if (changing.length === 0) return before.results;
      const context = { linked: selected.tenant.linked, requestId: request.requestId };
      const entries = changing.map((row) => auditedMove(row, request.move, context));
      const keys = changing.map(({ findingKey }) => findingKey);
      const write = () => retryOnConflict(() => writePart(keys));
      const written = await auditedTogether(deps.audit, caller, entries, write, (found, { target }) =>
        auditedOutcome(found, target),
      );
      return new Map([...before.results, ...written]);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return new Map(findingKeys.map((key) => [key, failure(error)]));
    }
  }

  /** Reads again, because an evaluation may have changed a finding. The summary is read first, as it does. */
  async function writePart(findingKeys: readonly string[]): Promise<Results> {
    const summary = await deps.summaries.ofTenant(caller, tenantId);
    const { rows, changes, results: found } = planAll(findingKeys, await deps.rows.ofTenant(caller, tenantId));
    if (changes.size === 0) return found;
    const after = new Map([...changes.values()].map(({ row }) => [identityOf(row), row]));
    const counted = rows.map((row) => after.get(identityOf(row)) ?? row);
    const recounted = summary === undefined ? undefined : recountOpen(summary, counted, deps.clock.now());
    await deps.writeTransition(caller, tenantId, [...changes.values()], recounted);
    return found;
  }

  function planAll(findingKeys: readonly string[], rows: readonly StoredFinding[]) {
    const byKey = new Map(rows.map((row) => [row.findingKey, row]));
    const changes = new Map<string, FindingChange>();
    const found = new Map<string, MoveResult>();
    for (const findingKey of findingKeys) {
      const row = byKey.get(findingKey);
      const plan = row === undefined ? notFound : planned(row, request, deps.clock.now());
      if ('historyEntries' in plan) changes.set(findingKey, plan);
      found.set(findingKey, 'historyEntries' in plan ? moved : plan);
    }
    return { rows, changes, results: found };
  }
};
