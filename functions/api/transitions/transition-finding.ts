import { audited } from '#shared/api/audited.ts';
import { findingWithHistory, readFinding } from '#shared/book/finding-with-history.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { identityOf } from '#shared/judging/finding-row.ts';
import { recountOpen } from '#shared/judging/summary.ts';
import { applyMove, type Move } from '#shared/judging/transition.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { auditedMove, requestedMove } from './requested-move.ts';

type Op = typeof contract.operations.transitionFinding;

/** Validates the move before it is audited. The counts of the book change in the same transaction. */
export const transitionFinding = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { findingKey } = params;
  const { row, tenant } = await readFinding(caller, findingKey, deps);
  const move = await requestedMove(caller, body, deps);
  applyMove(row, move, { now: deps.clock.now(), memberId: caller.memberId });
  const entry = auditedMove(row, move, { linked: tenant.linked, requestId });
  const write = () => retryOnConflict(() => writeMove(caller, findingKey, move, deps));
  await audited(deps.audit, caller, entry, write, (isMoved) => (isMoved ? 'done' : 'unchanged'));
  return { body: await findingWithHistory(caller, await readFinding(caller, findingKey, deps), deps) };
};

/**
 * Applies the move to the finding as it is now, because an evaluation may have changed it. The summary is read first,
 * in the same order as the evaluation reads it. Returns whether the move changed the finding.
 */
const writeMove = async (caller: MemberScope, findingKey: string, move: Move, deps: Deps): Promise<boolean> => {
  const { row } = await readFinding(caller, findingKey, deps);
  const now = deps.clock.now();
  const change = applyMove(row, move, { now, memberId: caller.memberId });
  if (change === undefined) return false;
  const before = await deps.summaries.ofTenant(caller, row.tenantId);
  const others = await deps.rows.ofTenant(caller, row.tenantId);
  const rows = others.map((other) => (identityOf(other) === identityOf(row) ? change.row : other));
  const summary = before === undefined ? undefined : recountOpen(before, rows, now);
  await deps.writeTransition(caller, row.tenantId, [change], summary);
  return true;
};
