import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { address, connectionSignIn, deliverMessage, mailTenant } from '#test/support/mail-tenant.ts';
import { stackStart } from '#test/support/stack-start.ts';

/** On one core at a third of its speed this is three seconds. */
const mostProcessorSeconds = 1;
const plain = { name: 'a plain mail', html: '<p>Hello</p>' };
const hostile = [
  { name: '100 kB of start tags without an end', html: '<br'.repeat(33_334), status: 200, outcome: 'delivered' },
  { name: '800 kB of unclosed elements', html: '<div>'.repeat(160_000), status: 422, outcome: 'failed' },
  { name: '900,000 kanji', html: '漢'.repeat(900_000), status: 422, outcome: 'failed' },
];
const now = stackStart();
const technician = address('mo@msp.example');

let testStack: TestStack;
let microsoft: SimulatedMicrosoft;
let pathOf: (subject: string) => string;

const call = (method: string, path: string, body?: unknown) =>
  testStack.call(method, path, { token: testStack.tokens.admin, body });

/** Syncs the mailbox of the technician, and returns the path of the body of each of its messages. */
const syncMessages = async (connection: object): Promise<ReadonlyMap<string, string>> => {
  const customer = await call('POST', '/v1/customers', { name: 'Acme', domains: [{ domain: 'acme.example' }] });
  const { customerId } = customer.body;
  const { connectionId } = (await call('POST', '/v1/connections', connection)).body;
  await call('POST', `/v1/connections/${connectionId}/sync`);
  for (;;) {
    const { items } = (await call('GET', `/v1/customers/${customerId}/messages`)).body;
    if (items.length > hostile.length) {
      return new Map(
        items.map((item: { readonly subject: string; readonly messageId: string }) => [
          item.subject,
          `/v1/customers/${customerId}/messages/${item.messageId}/body`,
        ]),
      );
    }
    await pause(250);
  }
};

beforeAll(async () => {
  const tenant = mailTenant(now, [technician.address]);
  for (const { name, html } of [plain, ...hostile]) {
    const mail = { subject: name, from: address('ann@acme.example'), to: [technician], text: name, html };
    deliverMessage(tenant, technician.address, now, mail);
  }
  const clock = new RuntimeClock(now);
  microsoft = await startMicrosoft({ tenants: [tenant], clock });
  testStack = await startTestStack({ microsoftOrigins: microsoft.origins, clock });
  const paths = await syncMessages({
    ...connectionSignIn(tenant),
    mode: 'own-app',
    reads: ['communications'],
    mailboxes: [technician.address],
  });
  pathOf = (subject) => paths.get(subject) ?? '';
  // Loads the functions, which takes longer than to run them.
  const { status, text } = await call('GET', pathOf(plain.name));
  if (status !== 200) throw new Error(`the plain mail was answered with ${status}: ${text}`);
});
afterAll(async () => {
  await testStack?.stack.stop();
  await microsoft?.stop();
});

it.each(hostile)(
  'answers or refuses a body of $name within a second of processor time, with both audit rows',
  async (mail) => {
    const before = process.cpuUsage();
    const answer = await call('GET', pathOf(mail.name));
    const { user, system } = process.cpuUsage(before);
    expect([answer.status, answer.body.code]).toEqual([
      mail.status,
      mail.status === 200 ? undefined : 'body-too-large',
    ]);
    // The functions are threads of this process, and so is the simulated Microsoft.
    expect((user + system) / 1e6).toBeLessThan(mostProcessorSeconds);
    const { items } = (await call('GET', '/v1/audit?action=message-body.read&limit=2')).body;
    expect(items.map(({ outcome }: { readonly outcome: string }) => outcome)).toEqual([mail.outcome, 'requested']);
  },
);
