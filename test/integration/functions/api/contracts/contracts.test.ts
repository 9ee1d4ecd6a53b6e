import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/contracts/contract.ts';
import { deleteContract } from '#functions/api/contracts/delete-contract.ts';
import { getContract } from '#functions/api/contracts/get-contract.ts';
import { replaceContract } from '#functions/api/contracts/replace-contract.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { contracts } from '#shared/store/contract-store.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { license } from '#test/support/posture-facts.ts';

const e3 = { skuId: '05e9a617-0261-4cee-bb44-138d3ef5d965', partNumber: 'SPE_E3', name: 'Microsoft 365 E3' };
const basic = {
  skuId: '3b555118-da6a-4418-894f-7df1e2096870',
  partNumber: 'O365_BUSINESS_ESSENTIALS',
  name: 'Microsoft 365 Business Basic',
};
const heldOnly = { skuId: 'dddddddd-0000-4000-8000-000000000001', partNumber: 'NOT_IN_THE_CATALOG' };

let db: TestDynamoDb;
let send: ReturnType<typeof apiCaller>;
let acme: CustomerId;
beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  const deps = {
    ...customerData(table, openTenantScope),
    clock: table.clock,
    contracts: contracts(table),
    audit: auditLog(table),
  };
  send = apiCaller(contract, { getContract, replaceContract, deleteContract }, deps);
  const book = judgedBook(table, 1);
  acme = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.judge(1, { licenses: [license(heldOnly)] });
});
afterAll(() => db.stop());

const route = '/v1/customers/{customerId}/contract';
const put = (body: unknown, query: Record<string, string> = {}, role: 'admin' | 'member' | 'viewer' = 'admin') =>
  send({
    route: `PUT ${route}`,
    as: caller(role),
    params: { customerId: acme },
    query,
    body,
    ...(typeof body === 'string' ? { headers: { 'content-type': 'text/csv' } } : {}),
  });
const get = (msp = 1, customerId: string = acme) =>
  send({ route: `GET ${route}`, as: caller('viewer', { msp }), params: { customerId } });
const table = (...lines: string[]) => `Product;Quantity;Unit Price\r\n${lines.join('\r\n')}\r\n`;
const kept = async () => (await itemsOfMsp(db.table, acme)).filter(({ sk }) => String(sk).startsWith('CONTRACT'));

describe('the contract of a customer', () => {
  it('is not found before one is stored', async () => {
    expect(await get()).toMatchObject({ status: 404 });
  });

  it('is matched but not stored in a dry run', async () => {
    const reply = await put(table('SPE_E3;1.200;36,50', 'Backup;3;', 'M365 E3 (NCE);5;', 'Office 365;1;'), {
      dryRun: 'true',
    });
    expect(reply).toMatchObject({
      status: 200,
      body: {
        customerId: acme,
        stored: false,
        contractId: null,
        linesTotal: 4,
        unmatchedTotal: 2,
        skus: [{ ...e3, seats: 1205, lines: 2 }],
        lines: [
          { line: 2, product: 'SPE_E3', seats: 1200, unitPrice: 36.5, ...e3 },
          { line: 4, product: 'M365 E3 (NCE)', seats: 5, unitPrice: null, ...e3 },
        ],
        unmatched: [
          { line: 3, product: 'Backup', seats: 3, why: 'unknown' },
          { line: 5, product: 'Office 365', seats: 1, why: 'unknown' },
        ],
      },
    });
    for (const { nearest } of reply.body.unmatched) expect(nearest).toHaveLength(3);
    expect(reply.body.unmatched[1].nearest[0].name).toContain('Office 365');
    expect(await kept()).toEqual([]);
  });

  it('is stored equally from CSV and from JSON', async () => {
    const csv = await put(table('SPE_E3;2;', 'Microsoft 365 Business Basic;7;'));
    expect(csv).toMatchObject({ status: 200, body: { stored: true, contractId: expect.stringMatching(/^ctr_/) } });
    const skus = [
      { ...basic, seats: 7 },
      { ...e3, seats: 2 },
    ];
    expect(await get()).toMatchObject({ status: 200, body: { customerId: acme, source: 'csv', skus } });
    const lines = [
      { skuId: e3.skuId, seats: 1 },
      { partNumber: basic.partNumber, seats: 7, unitPrice: 7, currency: 'USD' },
      { product: 'M365 E3 annual', seats: 1 },
    ];
    expect(await put({ lines })).toMatchObject({ status: 200, body: { stored: true, linesTotal: 3 } });
    expect(await get()).toMatchObject({ status: 200, body: { source: 'json', skus } });
  });

  it('counts the seats that are billed today, and keeps those that are billed later', async () => {
    const { now } = db.table.clock;
    const day = (days: number) => new Date(now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
    const additions = [
      'Product ID,Description,Quantity,Price,Effective,Cancelled,Bill,Agreement Status,Addition Status',
      `M365E3,Microsoft 365 E3,10,39.00,2024-01-01,${day(-40)},True,Active,Cancelled`,
      'M365E3,Microsoft 365 E3,12,39.00,2024-01-01,,True,Active,Active',
      `M365E3,Microsoft 365 E3,1,39.00,${day(20)},,True,Active,Active`,
    ].join('\n');
    const periods = [
      { beginsOn: '2024-01-01', endsOn: null, seats: 12 },
      { beginsOn: day(20), endsOn: null, seats: 1 },
    ];
    expect(await put(additions)).toMatchObject({
      status: 200,
      body: {
        stored: true,
        skus: [{ ...e3, seats: 12, lines: 2, periods }],
        leftOut: [{ line: 2, seats: 10, reason: '"Addition Status" is "Cancelled"' }],
        leftOutTotal: 1,
      },
    });
    expect(await get()).toMatchObject({ body: { skus: [{ ...e3, seats: 12, periods }] } });
    db.table.clock.advanceSeconds(20 * 86_400);
    expect(await get()).toMatchObject({ body: { skus: [{ ...e3, seats: 13 }] } });
  });

  it('takes begin, end and status from JSON', async () => {
    const { now } = db.table.clock;
    const today = now().toISOString().slice(0, 10);
    const lines = [
      { skuId: e3.skuId, seats: 5, beginsOn: '2020-01-01', endsOn: today },
      { skuId: e3.skuId, seats: 3, endsOn: '2020-01-01' },
      { skuId: e3.skuId, seats: 2, status: 'inactive' },
    ];
    expect(await put({ lines })).toMatchObject({ body: { skus: [{ seats: 5 }], leftOutTotal: 2, linesTotal: 3 } });
  });

  it('can contain SKUs that only a tenant of the customer holds, and skip other products', async () => {
    const lines = [
      { product: heldOnly.partNumber, seats: 4 },
      { product: 'Managed backup', seats: 9 },
    ];
    expect(await put({ lines }, { unmatched: 'skip' })).toMatchObject({
      status: 200,
      body: { stored: true, skus: [{ ...heldOnly, seats: 4 }], unmatchedTotal: 1 },
    });
    const nothingLeft = await put({ lines: lines.slice(1) }, { unmatched: 'skip' });
    expect(nothingLeft).toMatchObject({ status: 400, body: { errors: [{ pointer: '/lines/0' }] } });
    expect(await put({ lines: [] })).toMatchObject({ status: 200, body: { skus: [] } });
  });

  it.each([
    ['wrong columns', 'Name of it,Amount\nSPE_E3,5', 1, 'a contract needs a product column'],
    ['an open quote', 'Product,Seats\n"SPE_E3,5', 2, 'never closed'],
    ['an unknown SKU', 'Product,Seats\nSPE_E3,5\nMicrosoft 365 E33,1', 3, 'nearest: Microsoft 365 E3 (SPE_E3)'],
    ['negative seats', 'Product,Seats\nSPE_E3,-5', 2, 'negative'],
    ['half a seat', 'Product,Seats\nSPE_E3,0.5', 2, 'not a whole number'],
    ['a price in another currency', 'Product,Seats,Price\nSPE_E3,5,€36.50', 2, 'in EUR: prices must be in USD'],
    ['nothing', '', 1, 'empty'],
  ])('is refused with %s at its line, and the stored contract stays', async (_what, csv, line, detail) => {
    const before = await kept();
    const reply = await put(csv);
    expect(reply).toMatchObject({ status: 400, headers: { 'content-type': 'application/problem+json' } });
    expect(reply.body.errors).toEqual([{ in: 'body', pointer: '', line, detail: expect.stringContaining(detail) }]);
    expect(reply.body.errors[0].detail).toContain(`line ${line}: `);
    expect(await kept()).toEqual(before);
  });

  it.each([
    ['negative seats', { lines: [{ partNumber: 'SPE_E3', seats: -1 }] }, '/lines/0/seats', 'must not be negative'],
    ['half a seat', { lines: [{ partNumber: 'SPE_E3', seats: 1.5 }] }, '/lines/0/seats', 'whole number'],
    ['nothing to know it by', { lines: [{ seats: 1 }] }, '/lines/0/product', 'skuId, partNumber or product'],
    ['an unknown SKU', { lines: [{ product: 'Backup', seats: 1 }] }, '/lines/0', 'is not a known SKU'],
    [
      'another currency',
      { lines: [{ partNumber: 'SPE_E3', seats: 1, currency: 'EUR' }] },
      '/lines/0/currency',
      'prices are in USD',
    ],
    ['a field nobody knows', { lines: [], color: 'red' }, '/color', 'unknown'],
  ])('is refused as JSON with %s', async (_what, body, pointer, detail) => {
    const before = await kept();
    const reply = await put(body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toContainEqual({ in: 'body', pointer, detail: expect.stringContaining(detail) });
    expect(await kept()).toEqual(before);
  });

  it('is unchanged by arbitrary input', async () => {
    await put(table('SPE_E3;2;'));
    const before = await kept();
    const bits = fc.constantFrom('Product', 'Seats', 'Backup', '-1', ',', ';', '"', '\n', '\0', '€');
    const garbage = fc.array(bits, { maxLength: 40 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        const reply = await put(text);
        expect(reply.status).toBe(400);
        for (const { line } of reply.body.errors) expect(line).toBeGreaterThan(0);
        expect(reply.body.errors.length).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
    expect(await kept()).toEqual(before);
  });

  it('can have 100,000 lines and reports the first 100 invalid ones', async () => {
    const many = (count: number, line: (at: number) => string) =>
      table(...Array.from({ length: count }, (_, at) => line(at)));
    expect(await put(many(100_000, (at) => `M365 E3 ${at % 2 === 0 ? '(NCE)' : ''};1;`))).toMatchObject({
      status: 200,
      body: { linesTotal: 100_000, skus: [{ ...e3, seats: 100_000, lines: 100_000 }] },
    });
    const wrong = await put(many(1000, (at) => `SPE_E3;${at % 2 === 0 ? -1 : 1};`));
    expect(wrong).toMatchObject({ status: 400, body: { detail: expect.stringContaining('500 problems') } });
    expect(wrong.body.errors).toHaveLength(100);
    const unknown = await put(
      many(1000, (at) => `Thing ${at};1;`),
      { dryRun: 'true' },
    );
    expect(unknown).toMatchObject({ status: 200, body: { unmatchedTotal: 1000 } });
    expect(unknown.body.unmatched).toHaveLength(100);
  });

  it('is accepted up to 5 MB as CSV and 256 KiB as JSON', async () => {
    const padded = (bytes: number) => {
      const text = table('SPE_E3;2;');
      return text + '\n'.repeat(bytes - text.length);
    };
    expect(await put(padded(5_000_000))).toMatchObject({ status: 200 });
    expect(await put(padded(5_000_001))).toMatchObject({ status: 413, body: { code: 'payload-too-large' } });
    expect(await put({ lines: [], note: 'x'.repeat(256 * 1024) })).toMatchObject({ status: 413 });
  });

  it('is changed and deleted by admins only, with audit rows', async () => {
    for (const role of ['member', 'viewer'] as const) {
      expect(await put({ lines: [] }, {}, role)).toMatchObject({ status: 403 });
    }
    const elsewhere = { route: `PUT ${route}`, as: caller('admin', { msp: 2 }), params: { customerId: acme } };
    expect(await send({ ...elsewhere, body: { lines: [] } })).toMatchObject({ status: 404 });
    expect(await get(2)).toMatchObject({ status: 404 });
    const remove = () => send({ route: `DELETE ${route}`, as: caller('admin'), params: { customerId: acme } });
    expect(await remove()).toMatchObject({ status: 204 });
    expect(await remove()).toMatchObject({ status: 404 });
    expect(await kept()).toEqual([]);
    const rows = await auditLog(db.table).newest(caller('admin'), { limit: 4 });
    expect(rows.map(({ action, outcome, customerId }) => [action, outcome, customerId])).toEqual([
      ['contract.removed', 'done', acme],
      ['contract.removed', 'requested', acme],
      ['contract.changed', 'done', acme],
      ['contract.changed', 'requested', acme],
    ]);
  });
});
