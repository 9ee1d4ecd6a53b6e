import type { z } from 'zod';
import { dateOf } from '#shared/kernel/clock.ts';
import { batchPerSubject, type SubjectResponse } from '../batch-per-subject.ts';
import { defineSurface, type GraphReader, type ReadContext, type SurfaceSubject } from '../define-surface.ts';
import { isMissing, isRefusedByMailboxPolicy, isTroubleOfOne } from '../trouble.ts';
import { normalize } from './normalize.ts';
import { dueMailboxes, isIncomplete } from './rotation.ts';
import { InboxRules, RawRule, RawRules } from './schema.ts';

const request = ({ id }: SurfaceSubject) => ({ path: '/users/{id}/mailFolders/inbox/messageRules', params: { id } });

/** Graph returns all rules at once. Should there be more pages, they are read one after the other. */
const allRules = async (graph: GraphReader, { id }: SurfaceSubject, body: z.output<typeof RawRules>) => {
  const { value, '@odata.nextLink': next } = body;
  return next === null || next === undefined ? value : (await Array.fromAsync(graph.pages(request({ id })))).flat();
};

/** Reads every rule that is as documented. A mailbox of which no rule is counts as unread. */
const readRules = async (
  mailbox: SurfaceSubject,
  body: z.output<typeof RawRules>,
  { graph, verifiedDomains = [] }: ReadContext<InboxRules>,
): Promise<Pick<InboxRules, 'outcome' | 'oddRules' | 'rules'> | undefined> => {
  try {
    const all = await allRules(graph, mailbox, body);
    const documented = all.flatMap((rule) => RawRule.safeParse(rule).data ?? []);
    if (documented.length === 0 && all.length > 0) return undefined;
    const rules = documented.flatMap((rule) => normalize(rule, verifiedDomains) ?? []);
    return {
      outcome: 'read',
      oddRules: all.length - documented.length,
      rules: rules.toSorted((one, other) => (one.ruleId < other.ruleId ? -1 : 1)),
    };
  } catch (error) {
    if (!isTroubleOfOne(error)) throw error;
    return undefined;
  }
};

/**
 * "No mailbox" and "denied by a mailbox policy" are results of one mailbox, and so is lasting trouble, which leaves the
 * rules as they were.
 */
const factOf = async (
  answer: SubjectResponse<z.output<typeof RawRules>>,
  context: ReadContext<InboxRules>,
  before: InboxRules | undefined,
): Promise<InboxRules> => {
  const { id } = answer;
  const record = { userId: id, readOn: dateOf(context.now), oddRules: 0, rules: [] };
  const unread = { ...record, outcome: 'unread', rules: before?.rules ?? [] } as const;
  if (answer.ok) return { ...record, ...((await readRules({ id }, answer.value, context)) ?? unread) };
  const { error } = answer;
  if (isMissing(error)) return { ...record, outcome: 'none' };
  if (isRefusedByMailboxPolicy(error)) {
    return { ...record, outcome: 'refused' };
  }
  return unread;
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
  factVersion: 3,
  identify: (fact) => fact.userId,
  async *read(context) {
    const { audience, now, previous } = context;
    const known = previous?.facts ?? [];
    const before = new Map(known.map((fact) => [fact.userId, fact]));
    const due = dueMailboxes(audience, known, now);
    const dueIds = new Set(due.map(({ id }) => id));
    const currentIds = new Set(audience.map(({ id }) => id));
    const kept = known.filter(({ userId }) => currentIds.has(userId) && !dueIds.has(userId));
    yield kept;
    const othersWereRead = kept.some(({ outcome }) => outcome === 'read');
    for await (const answers of batchPerSubject({ ...context, audience: due, othersWereRead }, request, RawRules)) {
      const facts: InboxRules[] = [];
      for (const answer of answers) facts.push(await factOf(answer, context, before.get(answer.id)));
      yield facts;
    }
  },
  parts: { part: 'mailbox', isUnread: (fact) => fact.outcome === 'refused' || isIncomplete(fact) },
  mailboxPort: 'inbox-rules',
  timeoutSeconds: 300,
});
