import type { AuditPort } from '#shared/api/audited.ts';
import { openOutcome } from '#shared/kernel/audit-outcome.ts';
import { type Clock, instantOf } from '#shared/kernel/clock.ts';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import type { MemberScope, MspScope } from '#shared/kernel/scope.ts';
import { type Body, bodyOf, type FetchedBody } from './body.ts';
import { visibleCopies } from './participant-rule.ts';

/** For each member, over messages and events. */
export const bodiesPerMinute = 60;

interface Copy {
  readonly mailboxId: string;
  readonly isPrivate: boolean;
}

export interface BodyPorts<Item extends Copy> {
  /** Counts one body for the member and returns the state of the limit as headers, or throws `RateLimited`. */
  consumeRateLimit(caller: MemberScope): Promise<Readonly<Record<string, string>>>;
  /** The stored copies of the item for that customer of the MSP. */
  copiesOf(scope: MspScope, customerId: CustomerId, itemId: string): Promise<readonly Item[]>;
  ownAddresses(caller: MemberScope): Promise<ReadonlySet<string>>;
  readonly participantsOf: (copy: Item) => readonly string[];
  readonly audit: AuditPort;
  /** The only step that calls Microsoft. */
  fetch(scope: MspScope, copy: Item): Promise<FetchedBody>;
  readonly clock: Clock;
}

export interface BodyReply {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
}

export interface BodyRequest {
  readonly caller: MemberScope;
  readonly customerId: CustomerId;
  readonly itemId: string;
  readonly requestId: string;
  readonly action: 'message-body.read' | 'event-body.read';
}

const outcomeOf = (error: unknown): string => {
  if (isAppError(error, 'ItemGone')) return 'gone';
  return isAppError(error, 'PrivateItem') ? 'private' : 'failed';
};

/**
 * Fetches a body on demand and stores it nowhere. A step that refuses stops the steps after it: rate limit, stored row,
 * participant rule, first audit row, fetch, second audit row. A hidden item and a missing item give the same answer and
 * the same audit row, and both count against the limit.
 */
export const bodyOnDemand = async <Item extends Copy>(
  request: BodyRequest,
  ports: BodyPorts<Item>,
): Promise<BodyReply> => {
  const { caller, customerId, itemId, requestId, action } = request;
  const { memberId } = caller;
  const headers = await ports.consumeRateLimit(caller);
  const [copies, addresses] = await Promise.all([
    ports.copiesOf(caller, customerId, itemId),
    ports.ownAddresses(caller),
  ]);
  const [copy] = visibleCopies({ role: caller.role, addresses }, copies, ports.participantsOf);
  if (copy === undefined) {
    await ports.audit.append(caller, { action, memberId, target: itemId, outcome: 'denied', requestId });
    throw new AppError('NotFound', 'there is no such item for this customer');
  }
  const { mailboxId } = copy;
  const audit = (outcome: string) =>
    ports.audit.append(caller, { action, memberId, target: itemId, customerId, mailboxId, outcome, requestId });
  if (copy.isPrivate) {
    await audit('private');
    throw new AppError('PrivateItem', 'its owner marked it private, so its body is not shown');
  }
  await audit(openOutcome);
  let body: Body;
  try {
    body = bodyOf(await ports.fetch(caller, copy), instantOf(ports.clock.now()));
  } catch (error) {
    await audit(outcomeOf(error));
    throw error;
  }
  await audit('delivered');
  return { body, headers };
};
