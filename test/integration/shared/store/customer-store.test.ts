import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomerId } from '#shared/kernel/ids.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import { type CustomerFields, customers as customerStore } from '#shared/store/customer-store.ts';
import type { Table } from '#shared/store/table.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { mspNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

const domain = (name: string, includeSubdomains = false) => ({ domain: name, includeSubdomains });

/** The store, with generated customer ids. */
const customers = (table: Table) => {
  const store = customerStore(table);
  return {
    ...store,
    create: (scope: MspScope, words: CustomerFields) =>
      store.create(scope, { customerId: CustomerId.parse(table.newId('cus')), ...words }),
  };
};

describe('customers', () => {
  it('stores a customer and lists customers by name', async () => {
    const store = customers(db.table);
    const scope = mspNumber(1);
    const acme = await store.create(scope, { name: 'Acme', domains: [domain('acme.example', true)] });
    const aaa = await store.create(scope, { name: 'Aaa', domains: [] });
    expect(await store.get(scope, acme.customerId)).toEqual(acme);
    expect(await store.list(scope)).toEqual([aaa, acme]);
  });

  it('shows a customer only to its own MSP', async () => {
    const store = customers(db.table);
    const mine = await store.create(mspNumber(2), { name: 'Mine', domains: [domain('mine.example')] });
    expect(await store.get(mspNumber(3), mine.customerId)).toBeUndefined();
    expect(await store.list(mspNumber(3))).toEqual([]);
    // The same company may be a client of two MSPs.
    await store.create(mspNumber(3), { name: 'Theirs', domains: [domain('mine.example')] });
  });

  it('refuses a domain of another customer, names it and stores nothing', async () => {
    const store = customers(db.table);
    const scope = mspNumber(4);
    await store.create(scope, { name: 'First', domains: [domain('first.example')] });
    const second = { name: 'Second', domains: [domain('second.example'), domain('first.example')] };
    await expect(store.create(scope, second)).rejects.toMatchObject({
      code: 'DomainTaken',
      message: expect.stringContaining('first.example'),
      details: { domain: 'first.example' },
    });
    expect((await store.list(scope)).map(({ name }) => name)).toEqual(['First']);
    // The refused request claimed no domain.
    await store.create(scope, { name: 'Third', domains: [domain('second.example')] });
  });

  it.each([
    [
      'below a domain whose subdomains another has',
      domain('sub.wide.example'),
      'overlaps wide.example of the customer Wide',
    ],
    ['above a domain of another, with subdomains', domain('narrow.example', true), 'overlaps deep.narrow.example'],
    ['that another has', domain('wide.example'), 'belongs to the customer Wide already'],
  ])('refuses before anything is stored a domain %s', async (_what, wanted, message) => {
    const store = customers(db.table);
    const scope = mspNumber(40);
    if ((await store.list(scope)).length === 0) {
      const domains = [domain('wide.example', true), domain('deep.narrow.example')];
      await store.create(scope, { name: 'Wide', domains });
    }
    const own = CustomerId.parse('cus_00000000000000000000000999');
    await expect(store.assertAvailable(scope, own, [domain('free.example'), wanted])).rejects.toMatchObject({
      code: 'DomainTaken',
      message: expect.stringContaining(message),
      details: { pointers: [{ pointer: '/domains/1/domain' }] },
    });
    await store.assertAvailable(scope, own, [domain('narrow.example'), domain('other.narrow.example', true)]);
  });

  it('lets exactly one of many concurrent requests claim a domain', async () => {
    const store = customers(db.table);
    const scope = mspNumber(5);
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => store.create(scope, { name: `C${at}`, domains: [domain('race.example')] })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await store.list(scope)).toHaveLength(1);
  });

  it('updates claims with the domains', async () => {
    const store = customers(db.table);
    const scope = mspNumber(6);
    const before = await store.create(scope, { name: 'Old', domains: [domain('old.example'), domain('kept.example')] });
    const after = await store.update(scope, before, {
      name: 'New',
      domains: [domain('kept.example', true), domain('new.example')],
    });
    expect(after).toMatchObject({ name: 'New', revision: 2, createdAt: before.createdAt });
    expect(await store.get(scope, before.customerId)).toEqual(after);
    await store.create(scope, { name: 'Takes the old one', domains: [domain('old.example')] });
    await expect(store.create(scope, { name: 'Late', domains: [domain('new.example')] })).rejects.toMatchObject({
      code: 'DomainTaken',
    });
  });

  it('refuses a change of a customer that somebody else changed first', async () => {
    const store = customers(db.table);
    const scope = mspNumber(7);
    const before = await store.create(scope, { name: 'One', domains: [] });
    await store.update(scope, before, { name: 'Two', domains: [] });
    await expect(store.update(scope, before, { name: 'Three', domains: [] })).rejects.toMatchObject({
      code: 'RecordChanged',
    });
    await expect(store.remove(scope, before)).rejects.toMatchObject({ code: 'RecordChanged' });
    expect((await store.list(scope)).map(({ name }) => name)).toEqual(['Two']);
  });

  it('releases the domains of a removed customer', async () => {
    const store = customers(db.table);
    const scope = mspNumber(8);
    const removed = await store.create(scope, { name: 'Gone', domains: [domain('gone.example')] });
    await store.remove(scope, removed);
    expect(await store.get(scope, removed.customerId)).toBeUndefined();
    await store.create(scope, { name: 'Next', domains: [domain('gone.example')] });
  });

  it('linkedTo finds the same customers as a search through all of them', async () => {
    const store = customers(db.table);
    const scope = mspNumber(20);
    await store.create(scope, { name: 'A', domains: [domain('a.example', true)] });
    const named = await store.create(scope, { name: 'B', domains: [domain('b.example')] });
    await store.create(scope, { name: 'C', domains: [domain('c.a.example'), domain('d.example')] });
    const all = await store.list(scope);
    const verified = fc.uniqueArray(
      fc.constantFrom(
        'a.example',
        'x.y.a.example',
        'c.a.example',
        'b.example',
        'x.b.example',
        'd.example',
        'e.example',
      ),
    );
    await fc.assert(
      fc.asyncProperty(verified, fc.boolean(), async (verifiedDomains, isNamed) => {
        const connection = { verifiedDomains, customerIds: isNamed ? [named.customerId] : [] };
        const linked = await store.linkedTo(scope, connection);
        const ids = (customers: readonly { customerId: string }[]) =>
          customers.map(({ customerId }) => customerId).toSorted();
        expect(ids(linked)).toEqual(ids(linkedCustomers(connection, all)));
      }),
      { numRuns: 40, examples: [[['x.y.a.example'], false]] },
    );
  });
});
