import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/customers/contract.ts';
import { createCustomer } from '#functions/api/customers/create-customer.ts';
import { deleteCustomer } from '#functions/api/customers/delete-customer.ts';
import type { Deps } from '#functions/api/customers/deps.ts';
import { getCustomer } from '#functions/api/customers/get-customer.ts';
import { listCustomers } from '#functions/api/customers/list-customers.ts';
import { updateCustomer } from '#functions/api/customers/update-customer.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { connections } from '#shared/store/connection-store.ts';
import { contracts } from '#shared/store/contract-store.ts';
import { customers } from '#shared/store/customer-store.ts';
import { deleteCustomerTerms } from '#shared/store/delete-customer-terms.ts';
import { priceOverrides } from '#shared/store/price-override-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { messageCopy, party } from '#test/support/communication-copies.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller, mspNumber, newConnection, tenantNumber } from '#test/support/numbered-msps.ts';

let db: TestDynamoDb;
/** The authors of the stored mail, and for each deletion those whose mail is kept. */
const authors = ['ann@a.example', 'ann@sub.a.example', 'ann@b.example'];
let deletions: { customerId: string; kept: string[] }[];
let send: ReturnType<typeof apiCaller>;
beforeAll(async () => {
  db = await startDynamoDb();
  deletions = [];
  const { table } = db;
  const deps: Deps = {
    customers: customers(table),
    connections: connections(table),
    audit: auditLog(table),
    cursors: testCursors(),
    deleteTerms: (scope, customerId) => deleteCustomerTerms(table, scope, customerId),
    newCustomerId: () => CustomerId.parse(table.newId('cus')),
    messages: {
      deleteOfCustomer: async (_scope, customerId, isKept = () => false) => {
        deletions.push({ customerId, kept: authors.filter((address) => isKept(messageFrom(address))) });
        return 0;
      },
    },
    events: { deleteOfCustomer: async () => 0 },
  };
  send = apiCaller(contract, { listCustomers, createCustomer, getCustomer, updateCustomer, deleteCustomer }, deps);
});
afterAll(() => db.stop());

const messageFrom = (address: string) => messageCopy({ from: party(address), sender: party(address), to: [] });

const create = (msp: number, body: unknown) =>
  send({ route: 'POST /v1/customers', as: caller('admin', { msp }), body });

describe('customers', () => {
  it('are created with normalized domains and audited', async () => {
    const { status, body } = await create(1, {
      name: ' Acme ',
      domains: [{ domain: 'ACME.example.' }, { domain: 'b\u00fccher.example', includeSubdomains: true }],
    });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        name: 'Acme',
        domains: [
          { domain: 'acme.example', includeSubdomains: false },
          { domain: 'xn--bcher-kva.example', includeSubdomains: true },
        ],
        tenantIds: [],
        createdAt: '2026-11-22T12:00:00.000Z',
      },
    });
    const read = await send({
      route: 'GET /v1/customers/{customerId}',
      as: caller('viewer'),
      params: { customerId: body.customerId },
    });
    expect(read).toMatchObject({ status: 200, body });
    const rows = await auditLog(db.table).newest(mspNumber(1), { limit: 10 });
    expect(rows.map(({ action, outcome, target }) => ({ action, outcome, target }))).toEqual([
      { action: 'customer.created', outcome: 'done', target: body.customerId },
      { action: 'customer.created', outcome: 'requested', target: body.customerId },
    ]);
  });

  it.each([
    ['no domain at all', { domain: 'not a domain' }, '/domains/0/domain', 'must be a domain name'],
    ['an address', { domain: 'ann@acme.example' }, '/domains/0/domain', 'must be a domain name'],
    ['a URL', { domain: 'https://acme.example' }, '/domains/0/domain', 'must be a domain name'],
    ['an IP address', { domain: '192.0.2.1' }, '/domains/0/domain', 'must be a domain name'],
    ['one label', { domain: 'localhost' }, '/domains/0/domain', 'must be a domain name'],
    ['a consumer provider', { domain: 'Gmail.com' }, '/domains/0/domain', 'gmail.com is a consumer mail provider'],
    ['an unknown field', { domain: 'acme.example', wildcard: true }, '/domains/0/wildcard', 'unknown'],
  ])('refuse %s as a domain and store nothing', async (_what, domain, pointer, detail) => {
    const { status, headers, body } = await create(2, { name: 'Bad', domains: [domain] });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid-input' });
    expect(headers['content-type']).toContain('application/problem+json');
    expect(body.errors).toEqual([{ in: 'body', pointer, detail: expect.stringContaining(detail) }]);
    expect(await itemsOfMsp(db.table, mspNumber(2).mspId)).toEqual([]);
  });

  it('refuse malformed JSON and unknown fields and store nothing', async () => {
    const broken = await send({ route: 'POST /v1/customers', as: caller('admin', { msp: 2 }), body: '{"name":' });
    expect(broken).toMatchObject({ status: 400, body: { code: 'invalid-input' } });
    const unknown = await create(2, { name: 'A', domains: [], color: 'red' });
    expect(unknown).toMatchObject({ status: 400, body: { errors: [{ pointer: '/color' }] } });
    const twice = await create(2, { name: 'A', domains: [{ domain: 'a.example' }, { domain: 'A.example' }] });
    expect(twice).toMatchObject({ status: 400, body: { errors: [{ pointer: '/domains' }] } });
    expect(await itemsOfMsp(db.table, mspNumber(2).mspId)).toEqual([]);
  });

  it('refuse a domain of another customer, name that customer and store nothing', async () => {
    await create(3, { name: 'First', domains: [{ domain: 'first.example' }] });
    const before = await itemsOfMsp(db.table, mspNumber(3).mspId);
    const second = await create(3, {
      name: 'Second',
      domains: [{ domain: 'new.example' }, { domain: 'First.example' }],
    });
    expect(second).toMatchObject({
      status: 409,
      body: {
        code: 'domain-taken',
        errors: [{ pointer: '/domains/1/domain' }],
        detail: expect.stringContaining('first.example'),
      },
    });
    expect(await itemsOfMsp(db.table, mspNumber(3).mspId)).toEqual(before);
  });

  it('can be changed by admins only', async () => {
    for (const role of ['member', 'viewer'] as const) {
      const refused = await send({ route: 'POST /v1/customers', as: caller(role), body: { name: 'A', domains: [] } });
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await send({ route: 'POST /v1/customers', body: {} })).toMatchObject({ status: 401 });
  });

  it('are not found for another MSP', async () => {
    const { body } = await create(4, { name: 'Mine', domains: [] });
    const asOther = { as: caller('admin', { msp: 5 }), params: { customerId: body.customerId } };
    for (const route of ['GET', 'DELETE'].map((method) => `${method} /v1/customers/{customerId}`)) {
      expect(await send({ route, ...asOther })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect(await send({ route: 'PATCH /v1/customers/{customerId}', ...asOther, body: { name: 'X' } })).toMatchObject({
      status: 404,
    });
  });

  it('are listed in pages by name, with cursors bound to the caller', async () => {
    for (const name of ['C', 'A', 'D', 'B', 'E']) await create(6, { name, domains: [] });
    const list = (query: Record<string, string>, msp = 6) =>
      send({ route: 'GET /v1/customers', as: caller('member', { msp }), query });
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await list(cursor === null ? { limit: '2' } : { limit: '2', cursor });
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor;
    } while (cursor !== null);
    expect(names).toEqual(['A', 'B', 'C', 'D', 'E']);
    const first = await list({ limit: '1' });
    expect(await list({ cursor: first.body.nextCursor }, 7)).toMatchObject({
      status: 400,
      body: { code: 'invalid-cursor' },
    });
    expect(await list({ limit: '0' })).toMatchObject({ status: 400, body: { errors: [{ pointer: '/limit' }] } });
  });

  it('delete the mail of a removed or narrowed domain, and nothing for a wider one', async () => {
    const { body } = await create(8, { name: 'A', domains: [{ domain: 'a.example', includeSubdomains: true }] });
    const change = (domains: unknown) =>
      send({
        route: 'PATCH /v1/customers/{customerId}',
        as: caller('admin', { msp: 8 }),
        params: { customerId: body.customerId },
        body: { domains },
      });
    deletions.length = 0;
    await change([{ domain: 'a.example', includeSubdomains: true }, { domain: 'b.example' }]);
    expect(deletions).toEqual([]);
    await change([{ domain: 'a.example' }, { domain: 'b.example' }]);
    await change([{ domain: 'a.example' }]);
    expect(deletions.map(({ kept }) => kept)).toEqual([['ann@a.example', 'ann@b.example'], ['ann@a.example']]);
  });

  it('are deleted with all of their data, and their domain is free again', async () => {
    const { body } = await create(9, { name: 'A', domains: [{ domain: 'a.example' }] });
    deletions.length = 0;
    const as = caller('admin', { msp: 9 });
    const params = { customerId: body.customerId };
    const billed = { source: 'json' as const, skus: [{ skuId: 'x', partNumber: 'X', name: 'X', periods: [] }] };
    await contracts(db.table).replace(as, params.customerId, undefined, billed);
    await priceOverrides(db.table).replace(as, params.customerId, undefined, []);
    const removal = await send({ route: 'DELETE /v1/customers/{customerId}', as, params });
    expect(removal).toMatchObject({ status: 204, body: undefined });
    expect(deletions).toContainEqual({ customerId: body.customerId, kept: [] });
    const left = await itemsOfMsp(db.table, params.customerId);
    expect(left.filter(({ sk }) => /^(CONTRACT|PRICES)/.test(String(sk)))).toEqual([]);
    expect(await send({ route: 'GET /v1/customers/{customerId}', as, params })).toMatchObject({ status: 404 });
    expect(await create(9, { name: 'B', domains: [{ domain: 'a.example' }] })).toMatchObject({ status: 201 });
  });

  it('list the tenants linked by a verified domain or by a connection', async () => {
    const scope = mspNumber(10);
    const byDomain = (await create(10, { name: 'A', domains: [{ domain: 'a.example' }] })).body;
    const byName = (await create(10, { name: 'B', domains: [{ domain: 'b.example' }] })).body;
    const store = connections(db.table);
    const { connectionId } = await store.create(
      scope,
      newConnection({ tenantId: tenantNumber(10), customerIds: [CustomerId.parse(byName.customerId)] }),
    );
    const tenantsOf = async () => {
      const { body } = await send({ route: 'GET /v1/customers', as: caller('viewer', { msp: 10 }) });
      return body.items.map(({ tenantIds }: { tenantIds: string[] }) => tenantIds);
    };
    expect(await tenantsOf()).toEqual([[], [tenantNumber(10)]]);
    await store.recordTenant(scope, connectionId, { verifiedDomains: ['a.example', 'sub.b.example'] });
    expect(await tenantsOf()).toEqual([[tenantNumber(10)], [tenantNumber(10)]]);
    expect(byDomain.tenantIds).toEqual([]);
  });
});
