import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { pageOf } from '#shared/api/page-of.ts';
import { dataAsOf } from '#shared/api/synced.ts';
import { type Onlooker, visibleCopies } from '#shared/communications/participant-rule.ts';
import { messageParticipants } from '#shared/communications/participants.ts';
import { addDays, Instant, instantOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { MessageCopy, MessageRow } from '#shared/store/message.ts';
import type { contract, MessageAnswer } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.listMessages;

/** A row as the caller sees it: by its first copy in which they take part. */
interface Seen {
  readonly messageId: string;
  readonly copy: MessageCopy;
}

const windowDays = 14;
const Position = z.object({ receivedAt: Instant, messageId: z.string() });

export const listMessages = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  if ((await deps.customers.get(caller, customerId)) === undefined) {
    throw new AppError('NotFound', `there is no customer ${customerId}`);
  }
  const [addresses, surfaces] = await Promise.all([deps.ownAddresses(caller), deps.surfaceStates(caller)]);
  const since = instantOf(addDays(deps.clock.now(), -windowDays));
  const seen = seenBy({ role: caller.role, addresses }, deps.messages.ofCustomer(caller, customerId), since);
  const page = await pageOf(inOrder(await Array.fromAsync(seen)), {
    cursors: deps.cursors,
    caller,
    query,
    list: listName('messages', { customerId }),
    position: Position,
    positionOf: ({ messageId, copy }) => ({ receivedAt: copy.receivedAt, messageId }),
    isAfter: (one, from) => compare(one.copy.receivedAt, one.messageId, from.receivedAt, from.messageId) > 0,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

/** The rule stands before order, page and count: what the caller may not see was never there. */
async function* seenBy(onlooker: Onlooker, rows: AsyncIterable<MessageRow>, since: string): AsyncGenerator<Seen> {
  for await (const { itemId, copies } of rows) {
    const [copy] = visibleCopies(onlooker, copies, messageParticipants);
    if (copy !== undefined && copy.receivedAt >= since) yield { messageId: itemId, copy };
  }
}

/** Newest first. */
const compare = (receivedAt: string, messageId: string, otherAt: string, otherId: string): number => {
  if (receivedAt !== otherAt) return receivedAt < otherAt ? 1 : -1;
  return messageId < otherId ? -1 : Number(messageId > otherId);
};

const inOrder = (seen: readonly Seen[]): Seen[] =>
  seen.toSorted((a, b) => compare(a.copy.receivedAt, a.messageId, b.copy.receivedAt, b.messageId));

/** bcc is not among the fields, and never will be. */
const answerOf = ({ messageId, copy }: Seen): z.input<typeof MessageAnswer> => {
  const { mailbox, from, to, cc, subject, preview, isPrivate, receivedAt, conversationId, hasAttachments, webLink } =
    copy;
  return {
    messageId,
    ...{ mailbox, from, to, cc, subject, preview, isPrivate, receivedAt, conversationId, hasAttachments, webLink },
  };
};
