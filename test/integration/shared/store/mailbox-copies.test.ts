import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copiesOfMessage } from '#shared/collecting/mailbox-item.ts';
import { Customer } from '#shared/store/customer-store.ts';
import { deleteMailboxData } from '#shared/store/delete-mailbox-data.ts';
import { messages } from '#shared/store/message-copies.ts';
import { surfaceStates } from '#shared/store/surface-state-store.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { mailMessage, party } from '#test/support/mail-facts.ts';
import { customerId, mailboxId, mspId, runOf, tenantScope } from '#test/support/numbered-tenants.ts';

const customerOf = (msp: number, number: number, domain: string): Customer =>
  Customer.parse({
    mspId: mspId(msp),
    customerId: customerId(number),
    name: domain,
    domains: [{ domain, includeSubdomains: false }],
    createdAt: '2026-01-01T00:00:00.000Z',
    revision: 1,
  });

describe('mailboxCopies', () => {
  let dynamoDb: TestDynamoDb;
  let used = 0;
  beforeAll(async () => {
    dynamoDb = await startDynamoDb();
  });
  afterAll(() => dynamoDb.stop());

  /** An MSP of its own with two customers, whose mailboxes are read by runs with increasing fences. */
  const msp = () => {
    used += 1;
    const number = used;
    const scope = tenantScope(number);
    const store = messages(dynamoDb.table);
    const states = surfaceStates(dynamoDb.table);
    const customers = [customerOf(number, 1, 'acme.example'), customerOf(number, 2, 'bolt.example')];
    const reconcile = async (box: number, items: Parameters<typeof mailMessage>[0][], fence = 1) => {
      const target = { surfaceId: 'messages', mailboxId: mailboxId(box) };
      const run = runOf(number, fence);
      await states.claim(scope, target, fence);
      const mailbox = { mailboxId: mailboxId(box), upn: `box${box}@msp.example` };
      const of = { run, mailbox, customers, isErased: () => false, factVersion: 1, now: dynamoDb.table.clock.now() };
      const wanted = items.flatMap((own) => copiesOfMessage(mailMessage({ mailbox: mailbox.upn, ...own }), of));
      const { connectionId } = run;
      return store.reconcile(
        scope,
        { connectionId, mailboxId: mailboxId(box), guard: states.guard(scope, target, fence) },
        wanted,
      );
    };
    const rows = async (customer = 1) => {
      const all = [];
      for await (const row of store.ofCustomer(scope, customerId(customer))) all.push(row);
      return all;
    };
    return { number, scope, store, states, reconcile, rows, run: runOf(number) };
  };

  it('writes new and changed copies, deletes missing ones and leaves the rest', async () => {
    const { reconcile, rows } = msp();
    const [one, other] = [{ messageId: 'one' }, { messageId: 'two', internetMessageId: '<2@acme.example>' }];
    expect(await reconcile(1, [one, other])).toEqual({ written: 2, removed: 0 });
    expect(await reconcile(1, [one, other], 2)).toEqual({ written: 0, removed: 0 });
    expect(await reconcile(1, [{ ...one, hasAttachments: true }], 3)).toEqual({ written: 1, removed: 1 });
    expect((await rows()).map(({ copies }) => copies[0].graphId)).toEqual(['one']);
  });

  it('combines the copies of two mailboxes into one row and keeps the bcc and time of each', async () => {
    const { reconcile, rows, store, scope } = msp();
    await reconcile(1, [{ messageId: 'in-one', bcc: [party('hidden@acme.example')] }]);
    await reconcile(2, [{ messageId: 'in-two', receivedAt: '2026-11-22T10:00:05.000Z' }]);
    const [row, ...others] = await rows();
    expect(others).toEqual([]);
    expect(row?.copies.map(({ graphId, mailboxId: box, bcc }) => [graphId, box, bcc.length])).toEqual([
      ['in-two', mailboxId(2), 0],
      ['in-one', mailboxId(1), 1],
    ]);
    expect(await store.get(scope, customerId(1), row?.itemId ?? '')).toEqual(row);
  });

  it('gives a row by its exact id alone', async () => {
    const { reconcile, rows, store, scope } = msp();
    await reconcile(1, [{ messageId: 'in-one' }]);
    const itemId = (await rows())[0]?.itemId ?? '';
    expect(await store.get(scope, customerId(1), itemId)).toBeDefined();
    for (const other of [
      `${itemId}#${mailboxId(1)}`,
      `${itemId}#`,
      itemId.slice(0, -1),
      `${itemId}x`,
      '漢'.repeat(400),
    ]) {
      expect(await store.get(scope, customerId(1), other)).toBeUndefined();
    }
  });

  it('does not merge a copy that was forged to look like the same message', async () => {
    const { reconcile, rows } = msp();
    await reconcile(1, [{ messageId: 'true' }]);
    await reconcile(2, [{ messageId: 'forged', cc: [party('mallory@acme.example')] }]);
    expect(await rows()).toHaveLength(2);
  });

  it('stores a message of two customers for both', async () => {
    const { reconcile, rows } = msp();
    await reconcile(1, [{ cc: [party('bob@bolt.example')] }]);
    expect([await rows(1), await rows(2)].map((each) => each.length)).toEqual([1, 1]);
  });

  it('lists rows newest first', async () => {
    const { reconcile, rows } = msp();
    await reconcile(
      1,
      ['08', '11', '09', '10'].map((hour) => ({
        messageId: hour,
        internetMessageId: `<${hour}@acme.example>`,
        receivedAt: `2026-11-22T${hour}:00:00.000Z`,
      })),
    );
    expect((await rows()).map(({ copies }) => copies[0].graphId)).toEqual(['11', '10', '09', '08']);
  });

  it('deletes the copies of a removed mailbox, and the row with its last copy', async () => {
    const { reconcile, rows, scope, run } = msp();
    await reconcile(1, [{ messageId: 'in-one' }]);
    await reconcile(2, [{ messageId: 'in-two' }]);
    expect(await deleteMailboxData(dynamoDb.table, scope, run, mailboxId(1))).toBe(1);
    expect((await rows()).map(({ copies }) => copies.map(({ graphId }) => graphId))).toEqual([['in-two']]);
    await deleteMailboxData(dynamoDb.table, scope, run, mailboxId(2));
    expect(await rows()).toEqual([]);
  });

  it('refuses a sync whose mailbox was removed or is read by a newer run', async () => {
    const { scope, store, states, run, reconcile } = msp();
    const target = { surfaceId: 'messages', mailboxId: mailboxId(1) };
    const where = { connectionId: run.connectionId, mailboxId: mailboxId(1), guard: states.guard(scope, target, 1) };
    const of = {
      run,
      mailbox: { mailboxId: mailboxId(1), upn: 'box1@msp.example' },
      customers: [customerOf(used, 1, 'acme.example')],
      isErased: () => false,
      factVersion: 1,
      now: dynamoDb.table.clock.now(),
    };
    const wanted = copiesOfMessage(mailMessage(), of);
    await states.claim(scope, target, 1);
    await deleteMailboxData(dynamoDb.table, scope, run, mailboxId(1));
    await expect(store.reconcile(scope, where, wanted)).rejects.toMatchObject({ code: 'Fenced' });
    await reconcile(1, [], 2);
    await expect(store.reconcile(scope, where, wanted)).rejects.toMatchObject({ code: 'Fenced' });
  });

  it('deletes the copies of a customer, or only those that no longer concern it', async () => {
    const { reconcile, rows, store, scope } = msp();
    await reconcile(1, [
      { messageId: 'one' },
      { messageId: 'two', internetMessageId: '<2@acme.example>', subject: 'Keep' },
    ]);
    expect(await store.deleteOfCustomer(scope, customerId(1), ({ subject }) => subject === 'Keep')).toBe(1);
    expect((await rows()).map(({ copies }) => copies[0].subject)).toEqual(['Keep']);
    expect(await store.deleteOfCustomer(scope, customerId(1))).toBe(1);
    expect(await reconcile(1, [{ messageId: 'one' }], 2)).toEqual({ written: 1, removed: 0 });
  });

  it('hides expired copies that the engine has not deleted', async () => {
    const { reconcile, rows } = msp();
    await reconcile(1, [{ receivedAt: '2026-11-22T10:00:00.000Z' }]);
    dynamoDb.table.clock.advanceSeconds(14 * 86_400);
    expect(await rows()).toEqual([]);
  });

  it('writes more copies than fit into one transaction', async () => {
    const { reconcile, rows, run, scope } = msp();
    const receivedAt = dynamoDb.table.clock.now().toISOString();
    const many = Array.from({ length: 130 }, (_, at) => ({
      messageId: `m${at}`,
      internetMessageId: `<${at}@acme.example>`,
      receivedAt,
    }));
    expect(await reconcile(1, many)).toEqual({ written: 130, removed: 0 });
    expect(await rows()).toHaveLength(130);
    expect(await deleteMailboxData(dynamoDb.table, scope, run, mailboxId(1))).toBe(130);
  });

  it('separates two MSPs that share a customer id, a mailbox id and a message', async () => {
    const [mine, theirs] = [msp(), msp()];
    const receivedAt = dynamoDb.table.clock.now().toISOString();
    await mine.reconcile(1, [{ receivedAt }]);
    expect(await theirs.rows()).toEqual([]);
    await theirs.reconcile(1, [{ receivedAt }]);
    await mine.store.deleteOfCustomer(mine.scope, customerId(1));
    expect(await theirs.rows()).toHaveLength(1);
  });
});
