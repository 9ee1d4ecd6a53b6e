import type { z } from 'zod';
import { newestFirst, oldestFirst, pageOfList } from '#shared/api/page-of-list.ts';
import { type VisibleItem, visibleMessages } from '#shared/communications/visible-items.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { dataAsOf } from '#shared/kernel/surface-state.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import type { contract, MessageAnswer } from './contract.ts';
import type { ListDeps } from './deps.ts';
import { readingContext } from './reading-context.ts';

type Item = VisibleItem<MessageCopy>;
type Op = typeof contract.operations.listMessages;

const sorts = {
  newest: ({ copy }: Item) => newestFirst(copy.receivedAt),
  oldest: ({ copy }: Item) => oldestFirst(copy.receivedAt),
};

/** What is searched is what is returned: a search for an address in bcc finds nothing. */
const textOf = (item: Item): string => {
  const { subject, preview, from, to, cc, mailbox } = answerOf(item);
  const people = [from, ...to, ...cc].flatMap((party) => (party === null ? [] : [party.name ?? '', party.address]));
  return [subject ?? '', preview ?? '', mailbox, ...people].join(' ');
};

export const listMessages = async (
  { caller, params, query }: ApiRequest<Op, MemberScope>,
  deps: ListDeps,
): Promise<ApiAnswer<Op>> => {
  const { customerId } = params;
  const { reader, surfaces } = await readingContext(caller, customerId, 'messages', deps);
  const visible = visibleMessages(reader, deps.messages.ofCustomer(caller, customerId), deps.clock.now());
  const page = await pageOfList(await Array.fromAsync(visible), {
    cursors: deps.cursors,
    caller,
    query,
    list: `messages of ${customerId}`,
    sorts,
    defaultSort: 'newest',
    idOf: ({ itemId }) => itemId,
    textOf,
  });
  return { body: { ...page, items: page.items.map(answerOf), dataAsOf: dataAsOf(surfaces), surfaces } };
};

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
