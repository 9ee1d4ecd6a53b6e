import { addDays } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader, type Visit } from '../define-surface.ts';
import { parsePage, parseRaw } from '../raw.ts';
import { normalise, sensitivityProperty } from './normalise.ts';
import { Message, RawFolder, RawMessage } from './schema.ts';

const windowDays = 14;

const fields =
  'id,internetMessageId,conversationId,parentFolderId,from,sender,toRecipients,ccRecipients,bccRecipients,replyTo,subject,bodyPreview,receivedDateTime,hasAttachments,isDraft,webLink';

/** https://learn.microsoft.com/graph/api/resources/mailfolder: well-known names stand in the place of an id. */
const foldersLeftOut = ['junkemail', 'deleteditems', 'drafts'];

/** The ids by which messages name those folders. A mailbox may lack one. */
const idsOfFoldersLeftOut = async (graph: GraphReader, mailbox: string): Promise<ReadonlySet<string>> => {
  const path = '/users/{mailbox}/mailFolders/{folder}';
  const requests = foldersLeftOut.map((folder) => ({
    id: folder,
    path,
    params: { mailbox, folder },
    query: { $select: 'id' },
  }));
  const ids = new Set<string>();
  for await (const answer of graph.batch(requests)) {
    if (answer.ok) ids.add(parseRaw(RawFolder, answer.body).id);
    else if (!isAppError(answer.error, 'ItemGone', 'NotFound')) throw answer.error;
  }
  return ids;
};

async function* messagesOf(graph: GraphReader, { id: mailbox }: Visit, now: Date) {
  const leftOut = await idsOfFoldersLeftOut(graph, mailbox);
  const query = {
    $select: fields,
    // Microsoft wants the property that is ordered by first in the filter.
    $filter: `receivedDateTime ge ${addDays(now, -windowDays).toISOString()}`,
    $orderby: 'receivedDateTime desc',
    $expand: `singleValueExtendedProperties($filter=id eq '${sensitivityProperty}')`,
    $top: '100',
  };
  for await (const page of graph.pages({ path: '/users/{mailbox}/messages', params: { mailbox }, query })) {
    yield parsePage(RawMessage, page).flatMap((raw) => normalise(raw, mailbox.toLowerCase(), leftOut) ?? []);
  }
}

export const messages = defineSurface({
  id: 'messages',
  title: 'Messages',
  reference: 'https://learn.microsoft.com/graph/api/user-list-messages',
  job: 'communications',
  throttleDomain: 'outlook',
  everySeconds: 600,
  ways: [{ name: 'messages', scopes: [['Mail.Read']], isGrantedByExchange: true }],
  audience: 'technician-mailboxes',
  completeness: 'merge',
  fact: Message,
  factVersion: 1,
  identify: (fact) => `${fact.mailbox}/${fact.messageId}`,
  async *read({ graph, audience, now }) {
    for (const visit of audience) yield* messagesOf(graph, visit, now);
  },
  timeoutSeconds: 300,
});
