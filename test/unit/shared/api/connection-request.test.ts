import { describe, expect, it } from 'vitest';
import { ConnectionRequest } from '#shared/api/connection-request.ts';
import { inputMessage } from '#shared/lambda/input-messages.ts';
import { pointersOf } from '#shared/lambda/input-pointers.ts';

const request = {
  mode: 'own-app',
  tenantId: '11111111-2222-4333-8444-555555555555',
  clientId: '66666666-7777-4888-8999-aaaaaaaaaaaa',
  credential: { kind: 'secret', value: 'a~secret.value' },
  mailboxes: ['jane@msp.example'],
};

const customerId = `cus_${'0'.repeat(26)}`;

const problemsOf = (changed: object) => {
  const input = { ...request, ...changed };
  const parsed = ConnectionRequest.safeParse(input, { error: inputMessage });
  return parsed.success ? [] : pointersOf(parsed.error, input);
};

describe('the request of a connection', () => {
  it.each([
    ['jane@msp.example, Sam@MSP.example'],
    ['jane@msp.example\nsam@msp.example\n'],
    [' jane@msp.example;\r\n sam@msp.example , jane@msp.example'],
  ])('takes mailboxes as one text: %j', (mailboxes) => {
    expect(ConnectionRequest.parse({ ...request, mailboxes }).mailboxes).toEqual([
      'jane@msp.example',
      'sam@msp.example',
    ]);
  });

  it('says which address of a text is wrong', () => {
    expect(problemsOf({ mailboxes: 'jane@msp.example, sam' })).toEqual([
      { pointer: '/mailboxes', detail: 'address 2 of the text must be an address, such as jane@msp.example' },
    ]);
    expect(problemsOf({ mailboxes: ['jane@msp.example', 'sam', 'ada'] }).map(({ pointer }) => pointer)).toEqual([
      '/mailboxes/1',
      '/mailboxes/2',
    ]);
    expect(problemsOf({ mailboxes: 5 })).toEqual([
      { pointer: '/mailboxes', detail: 'must be a list or text; a number was sent' },
    ]);
  });

  it('takes ids and secrets with the spaces and line breaks that are copied along', () => {
    const parsed = ConnectionRequest.parse({
      ...request,
      tenantId: ` ${request.tenantId.toUpperCase()}\n`,
      clientId: `\t${request.clientId} `,
      credential: { kind: 'secret', value: ' a~secret.value\r\n' },
      customerIds: [` ${customerId}\n`],
    });
    expect(parsed).toMatchObject({
      tenantId: request.tenantId,
      clientId: request.clientId,
      customerIds: [customerId],
    });
    expect(parsed.credential?.value.reveal()).toBe('a~secret.value');
  });

  it('names the setting for a tenant whose mail is not read when no mailbox is listed', () => {
    const [problem] = problemsOf({ mailboxes: undefined });
    expect(problem).toMatchObject({ pointer: '/mailboxes', detail: expect.stringContaining('"reads": ["posture"]') });
    expect(problemsOf({ mailboxes: undefined, reads: ['posture'] })).toEqual([]);
  });
});
