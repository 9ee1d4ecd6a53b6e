import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SimulatedMicrosoft, startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { startTestStack, type TestStack } from '#test/support/api-client.ts';
import { addMeeting, address, connectionSignIn, deliverMessage, mailTenant } from '#test/support/mail-tenant.ts';
import { runOperatorCommand } from '#test/support/operator.ts';
import { allStackItems, everythingWritten } from '#test/support/stack-items.ts';
import { stackStart } from '#test/support/stack-start.ts';

const filler = 'The printer on the second floor prints nothing at all. '.repeat(7); // 385 characters: past any preview
const canaries = {
  body: 'CANARY-OF-THE-BODY',
  preview: 'CANARY-OF-THE-PREVIEW',
  meeting: 'CANARY-OF-THE-MEETING',
  stranger: 'CANARY-OF-A-STRANGER',
};
const now = stackStart();
const ann = address('ann@acme.example');
const [mo, vi] = [address('mo@msp.example'), address('vi@msp.example')];

let testStack: TestStack;
let microsoft: SimulatedMicrosoft;
let tenant: SimulatedTenant;
let customerId: string;
let connectionId: string;
let long: ReturnType<typeof deliverMessage>;
let short: ReturnType<typeof deliverMessage>;

beforeAll(async () => {
  tenant = mailTenant(now, [mo.address, vi.address], 'maurice@msp.example');
  long = deliverMessage(tenant, mo.address, now, {
    subject: 'Long',
    from: ann,
    to: [mo],
    text: `${filler}${canaries.body}`,
  });
  short = deliverMessage(tenant, mo.address, now, {
    subject: 'Short',
    from: ann,
    to: [mo],
    text: `Hello ${canaries.preview}`,
    hoursAgo: 30,
  });
  deliverMessage(tenant, mo.address, now, {
    subject: 'Alias',
    from: ann,
    to: [address('maurice@msp.example')],
    hoursAgo: 40,
  });
  deliverMessage(tenant, mo.address, now, { subject: 'Not yours', from: ann, to: [vi], hoursAgo: 50 });
  deliverMessage(tenant, mo.address, now, {
    subject: canaries.stranger,
    from: address('x@stranger.example'),
    to: [mo],
    text: canaries.stranger,
  });
  addMeeting(tenant, mo.address, now, {
    subject: 'Review',
    inHours: 24,
    organizer: mo,
    attendees: [{ ...ann, type: 'required', response: 'accepted' }],
    text: `${filler}${canaries.meeting}`,
  });
  const clock = new RuntimeClock(now);
  microsoft = await startMicrosoft({ tenants: [tenant], clock });
  testStack = await startTestStack({ microsoftOrigins: microsoft.origins, clock });
  await connect();
  await sync();
}, 600_000);
afterAll(async () => {
  await testStack?.stack.stop();
  await microsoft?.stop();
});

const connect = async (): Promise<void> => {
  const token = testStack.tokens.admin;
  const body = { name: 'Acme', domains: [{ domain: 'acme.example' }] };
  customerId = (await testStack.call('POST', '/v1/customers', { token, body })).body.customerId;
  const connection = { ...connectionSignIn(tenant), mode: 'own-app', mailboxes: [mo.address], ownTenant: true };
  connectionId = (await testStack.call('POST', '/v1/connections', { token, body: connection })).body.connectionId;
};

const sync = async (): Promise<void> => {
  const token = testStack.tokens.member;
  const { body } = await testStack.call('POST', `/v1/connections/${connectionId}/sync`, { token });
  for (const { runId } of body.runs) {
    for (;;) {
      const run = await testStack.call('GET', `/v1/runs/${runId}`, { token });
      if (run.body.state === 'finished') break;
      if (run.body.state === 'failed') throw new Error(`the run failed: ${run.text}`);
      await pause(250);
    }
  }
};

const read = (role: 'admin' | 'member' | 'viewer', what = 'messages') =>
  testStack.call('GET', `/v1/customers/${customerId}/${what}`, { token: testStack.tokens[role] });
const bodyOf = (role: 'admin' | 'member' | 'viewer', id: string, what = 'messages') =>
  testStack.call('GET', `/v1/customers/${customerId}/${what}/${id}/body`, { token: testStack.tokens[role] });
const idOf = async (subject: string): Promise<string> => {
  const { body } = await read('admin');
  return body.items.find((item: { subject: string }) => item.subject === subject).messageId;
};
const placesWith = async (text: string): Promise<string[]> =>
  Object.entries(await everythingWritten(testStack.stack)).flatMap(([place, texts]) =>
    texts.filter((each) => each.includes(text)).map(() => place),
  );

describe('mail on its way through the running stack', () => {
  it('shows each person what they take part in, an alias of theirs counted', async () => {
    const subjects = async (role: 'admin' | 'member' | 'viewer') =>
      (await read(role)).body.items.map(({ subject }: { subject: string }) => subject);
    expect(await subjects('admin')).toEqual(['Long', 'Short', 'Alias', 'Not yours']);
    expect(await subjects('member')).toEqual(['Long', 'Short', 'Alias']);
    expect(await subjects('viewer')).toEqual(['Not yours']);
    expect((await read('member', 'events')).body.items).toHaveLength(1);
    expect((await read('viewer', 'events')).body.items).toHaveLength(0);
  });

  it('hands a body out on demand, not to be kept', async () => {
    const reply = await bodyOf('member', await idOf('Long'));
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.body.text).toContain(canaries.body);
    expect(reply.body.html).toContain(canaries.body);
    const [event] = (await read('admin', 'events')).body.items;
    expect((await bodyOf('admin', event.eventId, 'events')).body.text).toContain(canaries.meeting);
    expect((await bodyOf('member', await idOf('Short'))).body.text).toContain(canaries.preview);
  });

  it('asks Microsoft nothing for who may not see it, and answers as for what is not there', async () => {
    const before = microsoft.counters().graph;
    const hidden = await bodyOf('viewer', await idOf('Long'));
    const missing = await bodyOf('viewer', 'x'.repeat(43));
    const without = ({ body: { requestId, ...body }, status }: typeof hidden) => ({
      status,
      body,
      has: typeof requestId,
    });
    expect(without(hidden)).toEqual(without(missing));
    expect(hidden.status).toBe(404);
    expect(microsoft.counters().graph).toEqual(before);
  });

  it('says when the message is gone by now', async () => {
    const messageId = await idOf('Long');
    long.remove();
    expect(await bodyOf('member', messageId)).toMatchObject({ status: 404, body: { code: 'item-gone' } });
  });

  it('keeps nothing of a body anywhere, though it was read', async () => {
    expect(await placesWith(canaries.body)).toEqual([]);
    expect(await placesWith(canaries.meeting)).toEqual([]);
    // The search finds what is there.
    expect(await placesWith('Printer nobody has')).toEqual([]);
    expect((await placesWith(short.message.subject)).length).toBeGreaterThan(0);
  });

  it('keeps a preview in the stored message alone', async () => {
    const { table, ...elsewhere } = await everythingWritten(testStack.stack);
    const holding = table.filter((item) => item.includes(canaries.preview)).map((item) => JSON.parse(item));
    expect(holding).toHaveLength(1);
    expect(holding[0].copy.preview).toContain(canaries.preview);
    const rest = JSON.stringify({ ...holding[0], copy: { ...holding[0].copy, preview: null } });
    expect(rest).not.toContain(canaries.preview);
    expect(JSON.stringify(elsewhere)).not.toContain(canaries.preview);
  });

  it('leaves no trace of mail that touches no customer, and none of the credential', async () => {
    expect(await placesWith(canaries.stranger)).toEqual([]);
    expect(await placesWith('stranger.example')).toEqual([]);
    expect(await placesWith(connectionSignIn(tenant).credential.value)).toEqual([]);
  });

  it('says in the audit log who read what, by ids alone', async () => {
    const { body } = await testStack.call('GET', '/v1/audit?limit=200', { token: testStack.tokens.admin });
    const rows = body.items.filter(({ action }: { action: string }) => action.endsWith('-body.read'));
    expect(rows.map(({ action, outcome }: Record<string, string>) => `${action} ${outcome}`).toReversed()).toEqual([
      'message-body.read requested',
      'message-body.read delivered',
      'event-body.read requested',
      'event-body.read delivered',
      'message-body.read requested',
      'message-body.read delivered',
      'message-body.read denied',
      'message-body.read denied',
      'message-body.read requested',
      'message-body.read gone',
    ]);
  });

  it('erases a person for good, hands out a receipt, and leaves the audit log whole', async () => {
    const token = testStack.tokens.admin;
    const zed = 'zed@acme.example';
    deliverMessage(tenant, mo.address, now, { subject: 'From Zed', from: address(zed), to: [mo], hoursAgo: 3 });
    await sync();
    expect(await placesWith(zed)).not.toEqual([]);

    const body = { kind: 'address', address: 'Zed@ACME.example' };
    const erased = await testStack.call('POST', '/v1/erasures', { token, body });
    expect(erased).toMatchObject({
      status: 201,
      body: {
        state: 'finished',
        removed: { messages: 1, events: 0 },
        kept: [{ what: 'backups of the table', days: 35 }, {}, {}, {}],
      },
    });
    const receipt = await testStack.call('GET', `/v1/erasures/${erased.body.erasureId}`, { token });
    expect(receipt.body).toEqual(erased.body);
    await sync();
    expect((await read('admin')).body.items.map(({ subject }: { subject: string }) => subject)).not.toContain(
      'From Zed',
    );
    expect(await placesWith(zed)).toEqual([]);
    expect((await testStack.call('GET', '/v1/audit/verification', { token })).body).toMatchObject({ intact: true });
    expect(await testStack.call('POST', '/v1/erasures', { token: testStack.tokens.member, body })).toMatchObject({
      status: 403,
    });
  });

  it('forgets what a mailbox brought when it leaves the list', async () => {
    const body = { reads: ['posture'] };
    const changed = await testStack.call('PATCH', `/v1/connections/${connectionId}`, {
      token: testStack.tokens.admin,
      body,
    });
    expect(changed.status).toBe(200);
    expect((await read('admin')).body.items).toEqual([]);
    expect(await placesWith(canaries.preview)).toEqual([]);
  });

  it('erases a customer with its domains, and keeps the tenant of the MSP itself', async () => {
    const token = testStack.tokens.admin;
    const body = { kind: 'customer', customerId };
    expect(await testStack.call('POST', '/v1/erasures', { token, body })).toMatchObject({
      status: 201,
      body: { state: 'finished', customerId, addressHash: null, removed: { connections: 0 } },
    });
    expect(await read('admin')).toMatchObject({ status: 404 });
    expect(await placesWith('acme.example')).toEqual([]);
    expect(await testStack.call('GET', `/v1/connections/${connectionId}`, { token })).toMatchObject({ status: 200 });
    expect(await testStack.call('POST', '/v1/erasures', { token, body })).toMatchObject({ status: 404 });
  });
});

describe('what operations are told, weeks later', () => {
  const control = async (path: string, body?: unknown) => {
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${testStack.stack.apiUrl}/_local/${path}`, init);
    expect(answer.status).toBe(200);
    return JSON.parse(await answer.text());
  };
  const daysOn = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString();
  const stateOf = async (alarm: string): Promise<string> =>
    (await control('alarms')).items.find(({ name }: { name: string }) => name === `vectis-local-${alarm}`).state;
  const messages = async (): Promise<{ subject: string; message: string }[]> =>
    (await control('messages')).items.filter(({ message }: { message: string }) => message.includes(connectionId));
  /** The scan is started by its schedule, and nobody waits for it. */
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await pause(100);
  };

  it('rings when a credential ends within 14 days, links to the list, and a message says which it is and what to do', async () => {
    const credential = { ...connectionSignIn(tenant).credential, expiresOn: daysOn(40).slice(0, 10) };
    const path = `/v1/connections/${connectionId}/credential`;
    expect(await testStack.call('PUT', path, { token: testStack.tokens.admin, body: credential })).toMatchObject({
      status: 200,
    });

    await control('clock', { now: daysOn(20) });
    await until(async () => (await messages()).length === 1);
    await until(async () => (await stateOf('secrets-expiring-30-days')) === 'ALARM');
    expect(await stateOf('secrets-expiring-14-days')).toBe('OK');

    await control('clock', { now: daysOn(26.5) });
    await until(async () => (await stateOf('secrets-expiring-14-days')) === 'ALARM');
    const alarm = (await control('alarms')).items.find(({ name }: { name: string }) => name.endsWith('-14-days'));
    expect(alarm.description).toContain(`${testStack.stack.apiUrl}/v1/book/findings/connection.credential-valid `);
    expect(alarm.description).toContain('docs/runbooks/secrets-expiring-14-days.md');
    const [, at14] = await messages();
    expect(at14?.subject).toMatch(/^Vectis: a client secret expires in 1[34] days$/);
    for (const part of ['Northwind IT', connectionId, tenant.tenantId, 'What to do', `PUT ${path}`])
      expect(at14?.message).toContain(part);
    const { items } = await control('events');
    expect(items.at(-1)).toMatchObject({
      source: 'vectis',
      'detail-type': 'credential.expiring',
      detail: { connectionId, warning: '14-days' },
    });
  });

  it('says it once, also where the day is scanned again', async () => {
    const before = (await messages()).length;
    expect(await testStack.stack.invoke('vectis-local-scan-secret-expiry', {})).toEqual({
      credentials: 1,
      notified: 0,
    });
    expect(await messages()).toHaveLength(before);
  });

  it('measures with stage, surface and outcome, never with whose it is, and says no secret to anybody', async () => {
    const lines = testStack.stack
      .logs()
      .flatMap(({ text }) => (text.includes('CloudWatchMetrics') ? [JSON.parse(text)] : []));
    expect(lines.length).toBeGreaterThan(50);
    for (const line of lines) {
      const dimensions = line._aws.CloudWatchMetrics.flatMap(({ Dimensions }: { Dimensions: string[][] }) =>
        Dimensions.flat(),
      );
      for (const dimension of dimensions) expect(['stage', 'surface', 'outcome']).toContain(dimension);
      expect(JSON.stringify(line)).not.toMatch(/(msp|con|cus|mem|mbx)_[0-9A-Z]{26}|[0-9a-f]{8}-[0-9a-f]{4}-/);
    }
    const { table, ...elsewhere } = await everythingWritten(testStack.stack);
    expect(JSON.stringify(elsewhere)).not.toContain(connectionSignIn(tenant).credential.value);
    expect(JSON.stringify(table)).not.toContain(connectionSignIn(tenant).credential.value);
  });
});

describe('an MSP that leaves', () => {
  const remove = (...flags: string[]) =>
    runOperatorCommand(testStack.stack, 'msp-remove', ['--stage', 'local', ...flags]);

  it('is removed by whoever types its name, and by nobody else', async () => {
    expect(await remove('--msp', testStack.mspId, '--name', 'Northwind')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('InvalidInput'),
    });
    expect((await testStack.call('GET', '/v1/me', { token: await testStack.tokenFor('ada@msp.example') })).status).toBe(
      200,
    );
    const nobody = 'msp_00000000000000000000000000';
    expect(await remove('--msp', nobody, '--name', 'X')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('NotFound'),
    });
  });

  it('leaves nothing but its audit log and the receipt, and nobody of it can sign in', async () => {
    const token = await testStack.tokenFor('ada@msp.example');
    const body = { name: 'Acme', domains: [{ domain: 'acme.example' }] };
    expect((await testStack.call('POST', '/v1/customers', { token, body })).status).toBe(201);
    const { status } = await testStack.call('POST', '/v1/tokens', {
      token,
      body: { name: 'Reports', scopes: ['connections.read'] },
    });
    expect(status).toBe(201);
    // Runs that the jump of the clock started. A run that ends later schedules its tenant once more, and the next one
    // finds it removed.
    while (testStack.stack.executions.some(({ status }) => status === 'RUNNING')) await pause(100);
    const before = (await allStackItems(testStack.stack)).filter((item) =>
      JSON.stringify(item).includes(testStack.mspId),
    );
    const ended = await remove('--msp', testStack.mspId, '--name', 'Northwind IT');
    expect(ended).toMatchObject({ status: 0 });
    const receipt = JSON.parse(ended.stdout);
    expect(receipt).toMatchObject({ mspId: testStack.mspId, state: 'finished', finishedAt: expect.any(String) });
    expect(receipt.removed).toMatchObject({ msp: 1, member: 3, connection: 1, credential: 1, customer: 1 });
    expect(receipt.removed.fact).toBeGreaterThan(10);
    expect(receipt.kept[0]).toMatchObject({ days: 35 });

    const left = (await allStackItems(testStack.stack)).filter((item) =>
      JSON.stringify(item).includes(testStack.mspId),
    );
    expect(before.length).toBeGreaterThan(left.length);
    const kinds = new Set(left.map(({ pk }) => String(pk).split('#')[0]));
    expect([...kinds].toSorted()).toEqual(['AUDIT', 'AUDITHEAD', 'MSP']);
    expect(left.filter(({ pk }) => String(pk).startsWith('MSP#')).map(({ sk }) => sk)).toEqual(['REMOVAL']);
    for (const name of ['ada@msp.example', 'Northwind IT', 'Acme', mo.address])
      expect(JSON.stringify(left)).not.toContain(name);
    expect(await testStack.call('GET', '/v1/me', { token })).toMatchObject({ status: 403 });
  });

  it('is as gone when it is removed again, and the receipt says the same', async () => {
    const second = await remove('--msp', testStack.mspId, '--name', 'whatever');
    expect(JSON.parse(second.stdout)).toMatchObject({ state: 'finished', removed: { msp: 1, member: 3 } });
  });
});
