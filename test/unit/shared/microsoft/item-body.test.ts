import { describe, expect, it } from 'vitest';
import { scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const of = { mailbox: 'tech@msp.example', itemId: 'AAMk/+=' };

describe('the body of an item', () => {
  it('is requested by immutable id, with no other property and with no-store', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft(
      { graph: () => ({ body: { id: 'x', body: { contentType: 'HTML', content: '<p>Hello</p>' } } }) },
      { priority: 'high' },
    );
    expect(await microsoft.messageBody(of)).toEqual({ contentType: 'html', content: '<p>Hello</p>' });
    const [call] = graphCalls();
    expect(call?.url).toBe(
      'https://graph.microsoft.com/v1.0/users/tech@msp.example/messages/AAMk%2F%2B%3D?$select=id,body',
    );
    expect(call?.headers).toMatchObject({
      'Cache-Control': 'no-store',
      Prefer: 'outlook.body-content-type="html", IdType="ImmutableId"',
      'x-ms-throttle-priority': 'high',
    });
  });

  it('is read below events for an event, and may be plain text or empty', async () => {
    const { microsoft, graphCalls } = scriptedMicrosoft({
      graph: () => ({ body: { body: { contentType: 'text', content: null } } }),
    });
    expect(await microsoft.eventBody(of)).toEqual({ contentType: 'text', content: '' });
    expect(graphCalls()[0]?.url).toContain('/events/');
  });

  it('is ItemGone where the item was deleted', async () => {
    const { microsoft } = scriptedMicrosoft({
      graph: () => ({ status: 404, body: { error: { code: 'ErrorItemNotFound' } } }),
    });
    await expect(microsoft.messageBody(of)).rejects.toMatchObject({ code: 'ItemGone' });
  });

  it('is never requested from a mailbox that is not listed', async () => {
    const { microsoft, sent } = scriptedMicrosoft({ graph: () => ({ body: {} }) });
    await expect(microsoft.messageBody({ ...of, mailbox: 'ada@contoso.example' })).rejects.toMatchObject({
      code: 'MailboxNotListed',
    });
    await expect(microsoft.eventBody({ ...of, mailbox: '../me' })).rejects.toMatchObject({ code: 'MailboxNotListed' });
    expect(sent).toEqual([]);
  });

  it('is never part of an error', async () => {
    const { microsoft } = scriptedMicrosoft({ graph: () => ({ body: { body: { content: 'canary text' } } }) });
    const error = await microsoft.messageBody(of).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'MicrosoftAnswerMalformed' });
    expect(JSON.stringify(error)).not.toContain('canary');
  });
});
