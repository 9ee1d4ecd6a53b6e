import { describe, expect, it } from 'vitest';
import { type BodyPorts, bodyOnDemand } from '#shared/communications/body-on-demand.ts';
import { messageParticipants } from '#shared/communications/participants.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import type { Role } from '#shared/kernel/scope.ts';
import type { MessageCopy } from '#shared/store/message-copies.ts';
import { messageCopy, party } from '#test/support/communication-copies.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

/** Ports that record the order of calls. */
const ports = (broken: Partial<BodyPorts<MessageCopy>> = {}, copies: readonly MessageCopy[] = [messageCopy()]) => {
  const steps: string[] = [];
  const step = <T>(name: string, answer: T): T => {
    steps.push(name);
    return answer;
  };
  const given: BodyPorts<MessageCopy> = {
    consumeRateLimit: async () => step('count', { ratelimit: 'r' }),
    copiesOf: async () => copies,
    ownAddresses: async ({ email }) => new Set([email]),
    participantsOf: messageParticipants,
    audit: {
      append: async (_scope, { outcome, target, customerId, mailboxId }) =>
        step(`audit ${outcome} ${target} ${customerId ?? '-'} ${mailboxId ?? '-'}`, undefined as never),
    },
    fetch: async (_scope, copy) =>
      step(`fetch ${copy.graphId}`, { contentType: 'html', content: '<p>Hi<script>1</script></p>' }),
    clock: manualClock(),
    ...broken,
  };
  return { steps, given };
};

const customerId = CustomerId.parse('cus_00000000000000000000000001');
const mailboxId = 'mbx_00000000000000000000000001';
const ask = (given: BodyPorts<MessageCopy>, role: Role = 'member', email = 'jane@msp.example') =>
  bodyOnDemand(
    { caller: caller(role, { email }), customerId, itemId: 'item-1', requestId: 'req-1', action: 'message-body.read' },
    given,
  );
const allSteps = [
  'count',
  `audit requested item-1 ${customerId} ${mailboxId}`,
  'fetch AAMkAGUAAAwTW09AAA=',
  `audit delivered item-1 ${customerId} ${mailboxId}`,
];

describe('bodyOnDemand', () => {
  it('counts, audits, fetches, audits, and returns text and sanitized HTML', async () => {
    const { steps, given } = ports();
    expect(await ask(given)).toEqual({
      body: { text: 'Hi', html: '<p>Hi</p>', fetchedAt: '2026-11-22T12:00:00.000Z' },
      headers: { ratelimit: 'r' },
    });
    expect(steps).toEqual(allSteps);
  });

  it('returns an item to an admin who is no participant', async () => {
    const { steps, given } = ports();
    await ask(given, 'admin', 'boss@msp.example');
    expect(steps).toEqual(allSteps);
  });

  it.each(['member', 'viewer'] as const)('answers NotFound to a %s who is no participant', async (role) => {
    const hidden = ports();
    const missing = ports({}, []);
    const refusals = await Promise.all(
      [hidden, missing].map(({ given }) => ask(given, role, 'jack@msp.example').catch((error: unknown) => error)),
    );
    expect(refusals[0]).toMatchObject({ code: 'NotFound' });
    expect(refusals[1]).toEqual(refusals[0]);
    expect(hidden.steps).toEqual(['count', 'audit denied item-1 - -']);
    expect(missing.steps).toEqual(hidden.steps);
  });

  it('fetches from the first mailbox in which the caller is a participant', async () => {
    const copies = [
      messageCopy({ graphId: 'first', to: [] }),
      messageCopy({ graphId: 'second', to: [], bcc: [party('jane@msp.example')] }),
    ];
    const asMember = ports({}, copies);
    await ask(asMember.given);
    expect(asMember.steps).toContain('fetch second');
    const asAdmin = ports({}, copies);
    await ask(asAdmin.given, 'admin');
    expect(asAdmin.steps).toContain('fetch first');
  });

  it('sends no request to Microsoft when the audit row cannot be written', async () => {
    const { steps, given } = ports({
      audit: { append: () => Promise.reject(new AppError('AuditUnavailable', 'no audit')) },
    });
    await expect(ask(given)).rejects.toMatchObject({ code: 'AuditUnavailable' });
    expect(steps).toEqual(['count']);
  });

  it('returns nothing when the second audit row cannot be written', async () => {
    const { given } = ports();
    let rows = 0;
    const append = async () => {
      rows += 1;
      if (rows === 2) throw new AppError('AuditUnavailable', 'no audit');
      return undefined as never;
    };
    await expect(ask({ ...given, audit: { append } })).rejects.toMatchObject({ code: 'AuditUnavailable' });
  });

  it('stops before reading when the rate limit is reached', async () => {
    const { steps, given } = ports({ consumeRateLimit: () => Promise.reject(new AppError('RateLimited', 'too many')) });
    await expect(ask(given)).rejects.toMatchObject({ code: 'RateLimited' });
    expect(steps).toEqual([]);
  });

  it('refuses a private item without a request to Microsoft', async () => {
    const { steps, given } = ports({}, [messageCopy({ isPrivate: true })]);
    await expect(ask(given)).rejects.toMatchObject({ code: 'PrivateItem' });
    expect(steps).toEqual(['count', `audit private item-1 ${customerId} ${mailboxId}`]);
  });

  it('answers NotFound for a private item that the caller may not see', async () => {
    const { given } = ports({}, [messageCopy({ isPrivate: true })]);
    await expect(ask(given, 'viewer', 'jack@msp.example')).rejects.toMatchObject({ code: 'NotFound' });
  });

  it.each([
    ['gone', new AppError('ItemGone', 'gone')],
    ['failed', new AppError('MicrosoftUnavailable', 'down')],
    ['failed', new AppError('MailboxNotListed', 'not listed')],
    ['failed', new Error('a mistake of ours')],
    ['private', new AppError('PrivateItem', 'private by now')],
  ])('audits a failed fetch as %s and rethrows the error', async (outcome, failure) => {
    const { steps, given } = ports({ fetch: () => Promise.reject(failure) });
    await expect(ask(given)).rejects.toBe(failure);
    expect(steps.at(-1)).toBe(`audit ${outcome} item-1 ${customerId} ${mailboxId}`);
  });
});
