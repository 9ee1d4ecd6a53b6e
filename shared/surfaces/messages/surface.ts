import { addDays } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { defineSurface, type GraphReader, type GraphRequest, type SurfaceSubject } from '../define-surface.ts';
import { parseRaw } from '../raw.ts';
import { recordsOf } from '../records.ts';
import { isExcluded, normalize, sensitivityProperty } from './normalize.ts';
import { Message, RawFolder, RawMessage, RawMessageFolder } from './schema.ts';

const windowDays = 14;

const fields =
  'id,internetMessageId,conversationId,parentFolderId,from,sender,toRecipients,ccRecipients,bccRecipients,replyTo,subject,bodyPreview,receivedDateTime,hasAttachments,isDraft,webLink';

/** Well-known names can be used in place of an id. https://learn.microsoft.com/graph/api/resources/mailfolder */
const excludedFolders = ['junkemail', 'deleteditems', 'drafts'];

/** The ids that messages use for those folders. A mailbox may lack one. */
const excludedFolderIds = async (graph: GraphReader, mailbox: string): Promise<ReadonlySet<string>> => {
  const path = '/users/{mailbox}/mailFolders/{folder}';
  const requests = excludedFolders.map((folder) => ({
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

const windowStart = (now: Date): Date => addDays(now, -windowDays);

/** Newest first. Graph requires the property of `$orderby` to come first in `$filter`. */
const receivedSince = (mailbox: string, since: Date, query: Readonly<Record<string, string>>): GraphRequest => ({
  path: '/users/{mailbox}/messages',
  params: { mailbox },
  query: { $filter: `receivedDateTime ge ${since.toISOString()}`, $orderby: 'receivedDateTime desc', ...query },
});

async function* messagesOf(graph: GraphReader, { id: mailbox }: SurfaceSubject, since: Date) {
  const excluded = await excludedFolderIds(graph, mailbox);
  const query = {
    $select: fields,
    $expand: `singleValueExtendedProperties($filter=id eq '${sensitivityProperty}')`,
    $top: '100',
  };
  for await (const page of recordsOf(graph, receivedSince(mailbox, since, query), RawMessage)) {
    yield page.flatMap((raw) => normalize(raw, mailbox.toLowerCase(), excluded) ?? []);
  }
}

/** A page this large is small: three short fields per message. */
const idsPerPage = '1000';

async function* presentIdsOf(graph: GraphReader, { id: mailbox }: SurfaceSubject, now: Date) {
  const excluded = await excludedFolderIds(graph, mailbox);
  const query = { $select: 'id,parentFolderId,isDraft,receivedDateTime', $top: idsPerPage };
  for await (const page of recordsOf(graph, receivedSince(mailbox, windowStart(now), query), RawMessageFolder)) {
    yield page.filter((raw) => !isExcluded(raw, excluded)).map(({ id }) => id);
  }
}

const later = (one: Date, other: Date | undefined): Date => (other !== undefined && other > one ? other : one);

export const messages = defineSurface({
  id: 'messages',
  title: 'Messages',
  reference: 'https://learn.microsoft.com/graph/api/user-list-messages',
  job: 'communications',
  features: ['mail'],
  throttleDomain: 'outlook',
  everySeconds: 600,
  accessOptions: [{ name: 'messages', scopes: [['Mail.Read']], isGrantedByExchange: true }],
  audience: 'technician-mailboxes',
  completeness: 'merge',
  fact: Message,
  factVersion: 1,
  identify: (fact) => `${fact.mailbox}/${fact.messageId}`,
  async *read({ graph, audience, now, since }) {
    for (const subject of audience) yield* messagesOf(graph, subject, later(windowStart(now), since));
  },
  async *listPresentIds({ graph, audience, now }) {
    for (const subject of audience) yield* presentIdsOf(graph, subject, now);
  },
  timeoutSeconds: 300,
});
