import { z } from 'zod';
import { listName } from '#shared/api/cursor.ts';
import { paginate } from '#shared/api/paginate.ts';
import { type VisibleItem, visibleMessages } from '#shared/communications/visible-items.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { Instant } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { dataAsOf } from '#shared/kernel/surface-state.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import type { contract, MessageAnswer } from './contract.ts';
import type { Deps } from './deps.ts';
import { readingContext } from './reading-context.ts';

type Item = VisibleItem<MessageCopy>;
type Op = typeof contract.operations.listMessages;

const Position = z.object({ receivedAt: Instant, messageId: z.string() });

export const listMessages = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  const { reader, surfaces } = await readingContext(caller, customerId, 'messages', deps);
  const visible = visibleMessages(reader, deps.messages.ofCustomer(caller, customerId), deps.clock.now());
  const page = await paginate(inOrder(await Array.fromAsync(visible)), {
    cursors: deps.cursors,
    caller,
    query,
    list: listName('messages', { customerId }),
    position: Position,
    positionOf: ({ itemId: messageId, copy }) => ({ receivedAt: copy.receivedAt, messageId }),
    isAfter: (one, from) => compare(one.copy.receivedAt, one.itemId, from.receivedAt, from.messageId) > 0,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

/** Newest first. */
const compare = (receivedAt: string, messageId: string, otherAt: string, otherId: string): number => {
  if (receivedAt !== otherAt) return receivedAt < otherAt ? 1 : -1;
  return messageId < otherId ? -1 : Number(messageId > otherId);
};

const inOrder = (items: readonly Item[]): Item[] =>
  items.toSorted((a, b) => compare(a.copy.receivedAt, a.itemId, b.copy.receivedAt, b.itemId));

/** Bcc must never be returned. */
const answerOf = ({ itemId, copy }: Item): z.input<typeof MessageAnswer> => {
  const { mailbox, from, to, cc, subject, preview, isPrivate, receivedAt, conversationId, hasAttachments, webLink } =
    copy;
  return {
    messageId: itemId,
    mailbox,
    from,
    to,
    cc,
    subject,
    preview,
    isPrivate,
    receivedAt,
    conversationId,
    hasAttachments,
    webLink,
  };
};
