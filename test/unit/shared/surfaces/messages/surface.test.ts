import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/kernel/errors.ts';
import { messages } from '#shared/surfaces/messages/surface.ts';
import { fakeGraphReader, fixture, readFacts } from '#test/support/graph-reader.ts';

const answers = fixture('messages', 'kept-and-left-out');
const mailbox = 'tech@msp.example';
const ada = { address: 'ada@contoso.example', name: 'Ada Example' };
const kept = {
  mailbox,
  conversationId: 'c1',
  from: ada,
  sender: ada,
  to: [{ address: 'tech@msp.example', name: 'Tech' }],
  cc: [],
  bcc: [],
  replyTo: [],
  receivedAt: '2026-11-22T08:00:00.000Z',
  hasAttachments: false,
  isPrivate: false,
  webLink: 'https://outlook.office365.com/x',
};

describe('messages', () => {
  it('contain participants, subject and preview, without junk, drafts and messages without an address', async () => {
    const facts = await readFacts(messages, fakeGraphReader(answers), { audience: ['Tech@msp.example'.toLowerCase()] });
    expect(facts).toEqual([
      {
        ...kept,
        messageId: 'AAMk1=',
        internetMessageId: '<1@contoso.example>',
        subject: 'Printer',
        preview: 'It is on fire.',
      },
      {
        ...kept,
        messageId: 'AAMk4=',
        internetMessageId: '<4@contoso.example>',
        subject: null,
        preview: null,
        isPrivate: true,
      },
      {
        ...kept,
        messageId: 'AAMk6=',
        internetMessageId: '<6@contoso.example>',
        subject: null,
        preview: 'x'.repeat(255),
      },
    ]);
    expect(JSON.stringify(facts)).not.toContain('Bring water');
  });

  it('request fourteen days, and never a body', async () => {
    const graph = fakeGraphReader(answers);
    await readFacts(messages, graph, { audience: [mailbox] });
    const query = graph.asked.at(-1)?.query ?? {};
    expect(query['$select']?.split(',')).not.toContain('body');
    expect(query['$select']?.split(',')).not.toContain('uniqueBody');
    expect(query['$filter']).toBe('receivedDateTime ge 2026-11-08T09:00:00.000Z');
  });

  it('stop where the excluded folders cannot be read', async () => {
    const path = `/users/${mailbox}/mailFolders/junkemail`;
    const graph = fakeGraphReader({ ...answers, [path]: new AppError('NeedsAccess', 'no') });
    await expect(readFacts(messages, graph, { audience: [mailbox] })).rejects.toMatchObject({ code: 'NeedsAccess' });
  });

  it.each(['id', 'receivedDateTime'])('stop at one without %s', async (field) => {
    const message = { id: 'm', receivedDateTime: '2026-11-22T08:00:00Z', [field]: undefined };
    const graph = fakeGraphReader({ ...answers, [`/users/${mailbox}/messages`]: { value: [message] } });
    await expect(readFacts(messages, graph, { audience: [mailbox] })).rejects.toMatchObject({ details: { field } });
  });
});
