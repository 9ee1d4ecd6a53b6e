import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { InboxRules } from '#shared/surfaces/inbox-rules/schema.ts';
import { inboxRules } from '#shared/surfaces/inbox-rules/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const verifiedDomains = ['contoso.example'];
const rulesOf = (id: string) => `/users/${id}/mailFolders/inbox/messageRules`;
const answering = (...rules: readonly object[]) => fakeGraphReader({ [rulesOf('u1')]: { value: rules } });
const flagged = async (...rules: readonly object[]) => {
  const facts = await readFacts(inboxRules, answering(...rules), { audience: ['u1'], verifiedDomains });
  return InboxRules.parse(facts.at(-1)).rules;
};
const rule = { id: 'r', displayName: 'Rule', isEnabled: true, hasError: false, conditions: {}, actions: {} };
const to = (address: string) => [{ emailAddress: { address } }];
const flaggedOf = (ruleId: string) => flagged({ ...rule, id: ruleId, actions: { forwardTo: to('x@outside.example') } });
const known = (userId: string, readOn: string): InboxRules => ({
  userId,
  readOn,
  outcome: 'read',
  oddRules: 0,
  rules: [],
});

describe('inbox rules', () => {
  it('are kept where they forward outside or hide suspicious topics, with words of our list only', async () => {
    const graph = fakeGraphReader(fixture('inbox-rules', 'forwarding-hiding-harmless'));
    const facts = await readFacts(inboxRules, graph, { audience: ['u1'], verifiedDomains });
    const of = { isEnabled: true, hasError: false };
    expect(facts).toEqual([
      {
        userId: 'u1',
        readOn: '2026-11-22',
        outcome: 'read',
        oddRules: 0,
        rules: [
          {
            ...of,
            ruleId: 'AQAAAJ5dZp8=',
            name: '..',
            outside: ['drop@outside.example'],
            via: ['forward'],
            hides: ['delete', 'mark-read'],
            hasCondition: false,
            keywords: [],
            hasSuspiciousName: true,
          },
          {
            ...of,
            ruleId: 'AQAAAJ5dZqA=',
            name: 'Bills',
            outside: [],
            via: [],
            hides: ['move'],
            hasCondition: true,
            keywords: ['invoice'],
            hasSuspiciousName: false,
          },
        ],
      },
    ]);
    expect(JSON.stringify(facts)).not.toMatch(/canary/i);
  });

  it('request only rules', async () => {
    const graph = answering();
    await readFacts(inboxRules, graph, { audience: ['u1'] });
    expect(graph.asked).toEqual([{ path: '/users/{id}/mailFolders/inbox/messageRules', params: { id: 'u1' } }]);
  });

  it.each([
    ['a forward that is off', { isEnabled: false, actions: { forwardTo: to('x@outside.example') } }],
    ['a forward that is broken', { hasError: true, actions: { redirectTo: to('x@outside.example') } }],
    ['an attachment', { actions: { forwardAsAttachmentTo: to('x@outside.example') } }],
    ['a forward to a quoted name', { actions: { forwardTo: to('"big boss"@evil.example') } }],
    ['a forward to an address literal', { actions: { forwardTo: to('thief@[203.0.113.9]') } }],
    ['a look-alike', { actions: { forwardTo: to('x@contoso.example.evil.example') } }],
    ['a deletion about passwords', { conditions: { subjectContains: ['your PASSWORD'] }, actions: { delete: true } }],
    ['a deletion with a telltale name', { displayName: '.', actions: { permanentDelete: true } }],
  ])('keep %s', async (_what, broken) => {
    expect(await flagged({ ...rule, ...broken })).toHaveLength(1);
  });

  it.each([
    ['a forward within', { actions: { forwardTo: to('x@contoso.example') } }],
    ['a forward to a domain below', { actions: { forwardTo: to('x@mail.contoso.example') } }],
    [
      'a forward to an X500 name in an envelope of Exchange',
      { actions: { forwardTo: to('IMCEAEX-_o=First_cn=Recipients_cn=1f-boss@namprd11.prod.outlook.example') } },
    ],
    ['a hiding rule that is off', { isEnabled: false, displayName: '.', actions: { delete: true } }],
    ['marking as read alone', { displayName: '.', actions: { markAsRead: true } }],
    ['a word within another', { conditions: { subjectContains: ['teaching', 'banking'] }, actions: { delete: true } }],
    ['a word of another condition', { conditions: { headerContains: ['password'] }, actions: { delete: true } }],
    ['no actions', { actions: null }],
  ])('drop %s', async (_what, broken) => {
    expect(await flagged({ ...rule, ...broken })).toEqual([]);
  });

  it('are empty for a missing or denied mailbox, and any other refusal stops the read', async () => {
    const byMailboxPolicy = new AppError('NeedsAccess', 'no', { byMailboxPolicy: true });
    const graph = fakeGraphReader({
      [rulesOf('u1')]: new AppError('MailboxNotFound', 'no'),
      [rulesOf('u2')]: byMailboxPolicy,
      [rulesOf('u3')]: new AppError('NeedsAccess', 'no'),
    });
    expect(await readFacts(inboxRules, graph, { audience: ['u1', 'u2'] })).toMatchObject([
      { userId: 'u1', outcome: 'none' },
      { userId: 'u2', outcome: 'refused' },
    ]);
    await expect(readFacts(inboxRules, graph, { audience: ['u3'] })).rejects.toMatchObject({ code: 'NeedsAccess' });
  });

  it('of mailboxes that are not due stay, and those of deleted accounts are removed', async () => {
    const facts = [known('u1', '2026-11-22'), known('u2', '2026-11-22'), known('gone', '2026-11-22')];
    const previous = { facts, completeAt: new Date('2026-11-22T01:00:00.000Z') };
    const graph = answering();
    const kept = await readFacts(inboxRules, graph, { audience: ['u1', 'u2'], previous });
    expect(kept).toEqual([known('u1', '2026-11-22'), known('u2', '2026-11-22')]);
    expect(graph.asked).toEqual([]);
  });

  it('of eleven mailboxes are read where the twelfth fails for good', async () => {
    const audience = Array.from({ length: 12 }, (_, at) => `u${at}`);
    const thief = { ...rule, id: 'thief', actions: { forwardTo: to('x@outside.example') } };
    const withRule = ['u2', 'u7'];
    const graph = fakeGraphReader({
      ...Object.fromEntries(audience.map((id) => [rulesOf(id), { value: withRule.includes(id) ? [thief] : [] }])),
      [rulesOf('u4')]: new AppError('MicrosoftUnavailable', '500 in the batch and alone'),
    });
    const facts = (await readFacts(inboxRules, graph, { audience, verifiedDomains })).map((fact) =>
      InboxRules.parse(fact),
    );
    expect(facts.filter(({ outcome }) => outcome === 'read')).toHaveLength(11);
    expect(facts.filter(({ rules }) => rules.length > 0).map(({ userId }) => userId)).toEqual(withRule);
    expect(facts.filter(({ outcome }) => outcome === 'unread')).toMatchObject([{ userId: 'u4', rules: [] }]);
  });

  it('of a mailbox that fails now stay as they were read, and are requested again the next day', async () => {
    const stolen = { ...known('u1', '2026-11-21'), rules: await flaggedOf('thief') };
    const previous = { facts: [stolen, known('u2', '2026-11-22')], completeAt: undefined };
    const graph = fakeGraphReader({ [rulesOf('u1')]: new AppError('MicrosoftUnavailable', 'no') });
    const facts = await readFacts(inboxRules, graph, { audience: [{ id: 'u1', isUrgent: true }, 'u2'], previous });
    expect(facts).toContainEqual({ ...stolen, readOn: '2026-11-22', outcome: 'unread' });
    const tomorrow = { previous: { ...previous, facts: facts.map((fact) => InboxRules.parse(fact)) } };
    const now = new Date('2026-11-23T09:00:00.000Z');
    await readFacts(inboxRules, graph, { audience: ['u1', 'u2'], ...tomorrow, now });
    expect(graph.asked.filter(({ params }) => params?.['id'] === 'u1')).toHaveLength(2);
  });

  it('that are not as documented are left out and counted, and the others are kept', async () => {
    const { id: _, ...broken } = rule;
    const thief = { ...rule, actions: { forwardTo: to('x@outside.example') } };
    const facts = await readFacts(inboxRules, answering(broken, thief), { audience: ['u1'], verifiedDomains });
    expect(facts).toMatchObject([{ outcome: 'read', oddRules: 1, rules: [{ ruleId: 'r' }] }]);
    expect(facts.map((fact) => inboxRules.parts?.isUnread(InboxRules.parse(fact)))).toEqual([true]);
  });

  it('of which none is as documented make the mailbox unread', async () => {
    const { id: _, ...broken } = rule;
    expect(await readFacts(inboxRules, answering(broken), { audience: ['u1'] })).toMatchObject([
      { outcome: 'unread', rules: [] },
    ]);
  });
});
