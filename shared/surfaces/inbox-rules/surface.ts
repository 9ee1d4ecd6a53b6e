import { dateOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import { batchPerSubject } from '../batch-per-subject.ts';
import {
  type BatchAnswer,
  defineSurface,
  type GraphReader,
  type ReadContext,
  type SurfaceSubject,
} from '../define-surface.ts';
import { parsePage, parseRaw } from '../raw.ts';
import { normalize } from './normalize.ts';
import { dueMailboxes } from './rotation.ts';
import { InboxRules, RawRule, RawRules } from './schema.ts';

const request = ({ id }: SurfaceSubject) => ({ path: '/users/{id}/mailFolders/inbox/messageRules', params: { id } });

/** Graph returns all rules at once. Should there be more pages, they are read one after the other. */
const allRules = async (graph: GraphReader, { id }: SurfaceSubject, body: unknown) => {
  const { value, '@odata.nextLink': next } = parseRaw(RawRules, body);
  if (next === null || next === undefined) return value;
  const pages = await Array.fromAsync(graph.pages(request({ id })));
  return pages.flatMap((page) => parsePage(RawRule, page));
};

/**
 * "No mailbox" and "denied by a mailbox policy" are results of one mailbox. A refusal of the application, or a fault,
 * stops the read.
 */
const factOf = async (
  answer: BatchAnswer,
  { graph, now, verifiedDomains = [] }: ReadContext<InboxRules>,
): Promise<InboxRules> => {
  const { id } = answer;
  const record = { userId: id, readOn: dateOf(now), rules: [] };
  if (answer.ok) {
    const rules = (await allRules(graph, { id }, answer.body))
      .map((rule) => normalize(rule, verifiedDomains))
      .filter((rule) => rule !== undefined)
      .toSorted((one, other) => (one.ruleId < other.ruleId ? -1 : 1));
    return { ...record, outcome: 'read', rules };
  }
  const { error } = answer;
  if (isAppError(error, 'MailboxNotFound', 'NotFound')) return { ...record, outcome: 'none' };
  if (isAppError(error, 'NeedsAccess') && error.details['byMailboxPolicy'] === true) {
    return { ...record, outcome: 'refused' };
  }
  throw error;
};

export const inboxRules = defineSurface({
  id: 'inbox-rules',
  title: 'Inbox rules',
  reference: 'https://learn.microsoft.com/graph/api/mailfolder-list-messagerules',
  job: 'posture',
  features: ['threats'],
  throttleDomain: 'outlook',
  everySeconds: 24 * 3600,
  accessOptions: [{ name: 'rules', scopes: [['MailboxSettings.Read']], plans: ['EXCHANGE_S_*'] }],
  audience: 'mailboxes',
  after: [
    'organization',
    'users',
    'mailbox-settings',
    'directory-roles',
    'role-schedules',
    'risky-users',
    'directory-audits',
  ],
  // The stored facts of a mailbox are yielded again until the mailbox is due. A deleted mailbox loses its record.
  completeness: 'replace',
  isIncremental: true,
  fact: InboxRules,
  factVersion: 2,
  identify: (fact) => fact.userId,
  async *read(context) {
    const { graph, audience, now, previous } = context;
    const known = previous?.facts ?? [];
    const due = dueMailboxes(audience, known, now);
    const dueIds = new Set(due.map(({ id }) => id));
    const currentIds = new Set(audience.map(({ id }) => id));
    yield known.filter(({ userId }) => currentIds.has(userId) && !dueIds.has(userId));
    for await (const answers of batchPerSubject(graph, due, request)) {
      const facts: InboxRules[] = [];
      for (const answer of answers) facts.push(await factOf(answer, context));
      yield facts;
    }
  },
  parts: { part: 'mailbox', isUnread: ({ outcome }) => outcome === 'refused' },
  mailboxPort: 'inbox-rules',
  timeoutSeconds: 300,
});
