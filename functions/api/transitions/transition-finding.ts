import { audited } from '#shared/api/audited.ts';
import { findingWithHistory, readFinding } from '#shared/book/finding-with-history.ts';
import { ownersOf } from '#shared/book/ownership.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { identityOf } from '#shared/judging/finding-row.ts';
import { recountOpen } from '#shared/judging/summary.ts';
import { applyMove, latestExpiry, type Move } from '#shared/judging/transition.ts';
import type { AuditAction } from '#shared/kernel/audit-action.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { retryOnConflict } from '#shared/kernel/retry-on-conflict.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.transitionFinding;

/** Validates the move before it is audited. The counts of the book change in the same transaction. */
export const transitionFinding = async (
  { caller, params, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { findingKey } = params;
  const { to, reason = null, until = null, approver = null } = body;
  const move: Move = { to, reason, until, approver };
  const now = deps.clock.now();
  const { row, tenant } = await readFinding(caller, findingKey, deps);
  applyMove(row, move, { now, memberId: caller.memberId });
  refuseInvalidExpiry(move, now);
  // A finding that is shown at one customer alone is audited under that customer.
  const [owner, ...others] = ownersOf(row.userDomain, tenant.linked);
  const auditCustomer = owner === undefined || others.length > 0 ? {} : { customerId: owner.customerId };
  const auditEntry = {
    action: actions[to],
    target: findingKey,
    ...auditCustomer,
    requestId,
    ...(reason === null ? {} : { reason }),
  };
  await audited(deps.audit, caller, auditEntry, () => retryOnConflict(() => writeMove(caller, findingKey, move, deps)));
  return { body: await findingWithHistory(caller, await readFinding(caller, findingKey, deps), deps) };
};

const actions = {
  open: 'finding.opened',
  acknowledged: 'finding.acknowledged',
  'in-progress': 'finding.in-progress',
  muted: 'finding.muted',
  'risk-accepted': 'finding.risk-accepted',
} as const satisfies Record<Move['to'], AuditAction>;

const refuseInvalidExpiry = ({ to, until }: Move, now: Date): void => {
  const latest = latestExpiry(to, now);
  if (latest === undefined || until === null) return;
  const detail =
    Date.parse(until) <= now.getTime()
      ? 'the expiry must lie in the future'
      : Date.parse(until) > latest.at.getTime()
        ? `the expiry must lie within ${latest.limit}, at the latest ${latest.at.toISOString()}`
        : undefined;
  if (detail === undefined) return;
  throw new AppError('InvalidInput', detail, { pointers: [{ in: 'body', pointer: '/until', detail }] });
};

/**
 * Applies the move to the finding as it is now, because an evaluation may have changed it. The summary is read first,
 * in the same order as the evaluation reads it.
 */
const writeMove = async (caller: MemberScope, findingKey: string, move: Move, deps: Deps): Promise<void> => {
  const { row } = await readFinding(caller, findingKey, deps);
  const now = deps.clock.now();
  const change = applyMove(row, move, { now, memberId: caller.memberId });
  if (change === undefined) return;
  const before = await deps.summaries.ofTenant(caller, row.tenantId);
  const others = await deps.rows.ofTenant(caller, row.tenantId);
  const rows = others.map((other) => (identityOf(other) === identityOf(row) ? change.row : other));
  const summary = before === undefined ? undefined : recountOpen(before, rows, now);
  await deps.writeTransition(caller, row.tenantId, change, summary);
};
