import type { z } from 'zod';
import type { AuditedChange } from '#shared/api/audited.ts';
import { ownersOf } from '#shared/book/ownership.ts';
import type { FindingRow } from '#shared/judging/finding-row.ts';
import { latestExpiry, type Move } from '#shared/judging/transition.ts';
import type { AuditAction } from '#shared/kernel/audit-action.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Customer } from '#shared/store/customer-store.ts';
import type { Deps } from './deps.ts';
import type { TransitionRequest } from './transition-request.ts';

/** The fields of a request, whatever its target. */
type Body = Pick<z.output<typeof TransitionRequest>, 'reason' | 'assigneeId' | 'note' | 'ticket'> & {
  readonly to?: Move['to'];
  readonly until?: string | undefined;
  readonly approver?: string | undefined;
};

const refused = (field: string, detail: string): AppError =>
  new AppError('InvalidInput', `${field}: ${detail}`, { pointers: [{ in: 'body', pointer: `/${field}`, detail }] });

const refuseInvalidExpiry = ({ to, until }: Move, now: Date): void => {
  const latest = to === undefined ? undefined : latestExpiry(to, now);
  if (latest === undefined || until === null) return;
  if (Date.parse(until) <= now.getTime()) throw refused('until', 'the expiry must lie in the future');
  if (Date.parse(until) <= latest.at.getTime()) return;
  throw refused('until', `the expiry must lie within ${latest.limit}, at the latest ${latest.at.toISOString()}`);
};

/** The move that a request asks for. Throws `InvalidInput` for an expiry out of range, or an unknown assignee. */
export const requestedMove = async (
  scope: MspScope,
  body: Body,
  { clock, members }: Pick<Deps, 'clock' | 'members'>,
): Promise<Move> => {
  const { to, reason = null, until = null, approver = null, assigneeId, note, ticket } = body;
  const move: Move = { to, reason, until, approver, assigneeId, note, ticket };
  refuseInvalidExpiry(move, clock.now());
  if (typeof assigneeId !== 'string') return move;
  const isMember = (await members.list(scope)).some(({ memberId }) => memberId === assigneeId);
  if (!isMember) throw refused('assigneeId', 'there is no such member');
  return move;
};

const actions = {
  open: 'finding.opened',
  acknowledged: 'finding.acknowledged',
  'in-progress': 'finding.in-progress',
  muted: 'finding.muted',
  'risk-accepted': 'finding.risk-accepted',
} as const satisfies Record<NonNullable<Move['to']>, AuditAction>;

/** A finding that is shown at one customer alone is audited under that customer. A note is never part of it. */
export const auditedMove = (
  { findingKey, userDomain }: Pick<FindingRow, 'userDomain'> & { readonly findingKey: string },
  { to, reason }: Move,
  { linked, requestId }: { readonly linked: readonly Customer[]; readonly requestId: string },
): AuditedChange => {
  const [owner, ...others] = ownersOf(userDomain, linked);
  return {
    action: to === undefined ? 'finding.edited' : actions[to],
    target: findingKey,
    ...(owner === undefined || others.length > 0 ? {} : { customerId: owner.customerId }),
    requestId,
    ...(reason === null ? {} : { reason }),
  };
};
