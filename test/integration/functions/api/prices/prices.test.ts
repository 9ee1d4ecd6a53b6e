import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/prices/contract.ts';
import { getPrices } from '#functions/api/prices/get-prices.ts';
import { replacePrices } from '#functions/api/prices/replace-prices.ts';
import { openTenantScope } from '#shared/access/open-scope.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customerData } from '#shared/store/customer-data.ts';
import { priceOverrides } from '#shared/store/price-override-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { judgedBook } from '#test/support/judged-book.ts';
import { itemsOfMsp } from '#test/support/msp-items.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { license } from '#test/support/posture-facts.ts';

const [e3, basic, f3] = [
  '05e9a617-0261-4cee-bb44-138d3ef5d965',
  '3b555118-da6a-4418-894f-7df1e2096870',
  '66b55226-6b4f-492c-910c-a3b7a3c9d993',
];
const heldOnly = { skuId: 'dddddddd-0000-4000-8000-000000000001', partNumber: 'NOT_IN_THE_CATALOG' };

let db: TestDynamoDb;
let send: ReturnType<typeof apiCaller>;
let acme: CustomerId;
let birch: CustomerId;
beforeAll(async () => {
  db = await startDynamoDb();
  const { table } = db;
  const deps = {
    ...customerData(table, openTenantScope),
    clock: table.clock,
    overrides: priceOverrides(table),
    audit: auditLog(table),
  };
  send = apiCaller(contract, { getPrices, replacePrices }, deps);
  const book = judgedBook(table, 1);
  acme = await book.customer('Acme', 'acme.example');
  birch = await book.customer('Birch', 'birch.example');
  await book.connect(1, 'Acme', 'acme.example');
  await book.judge(1, { licenses: [license(heldOnly)] });
});
afterAll(() => db.stop());

const put = (body: unknown, role: 'admin' | 'member' | 'viewer' = 'admin') =>
  send({ route: 'PUT /v1/prices', as: caller(role), body });
const get = (query: Record<string, string> = {}, msp = 1) =>
  send({ route: 'GET /v1/prices', as: caller('viewer', { msp }), query });
const priceOf = ({ body }: Awaited<ReturnType<typeof get>>, skuId = '') =>
  body.items.find((item: { skuId: string }) => item.skuId === skuId);
const kept = async () =>
  (await itemsOfMsp(db.table, 'MSP#msp_00000000000000000000000001')).filter(({ sk }) =>
    String(sk).startsWith('PRICES#'),
  );

describe('prices', () => {
  it('are the built-in list by default, with null for SKUs without a price', async () => {
    const reply = await get();
    expect(reply).toMatchObject({ status: 200, body: { currency: 'USD', customerId: null, revision: 0 } });
    expect(priceOf(reply, e3)).toEqual({
      skuId: e3,
      partNumber: 'SPE_E3',
      name: 'Microsoft 365 E3',
      pricePerSeatMonth: 39,
      currency: 'USD',
      term: 'annual',
      source: 'https://www.microsoft.com/en-us/licensing/news/2026-m365-packaging-pricing-updates',
      asOf: '2026-09-23',
      validFrom: '2026-07-01',
      before: { pricePerSeatMonth: 36, source: expect.stringContaining('github.com'), asOf: '2025-11-23' },
      setBy: 'list',
    });
    const { items, unpricedSkus } = reply.body;
    const unpriced = items.filter((item: { pricePerSeatMonth: number | null }) => item.pricePerSeatMonth === null);
    expect(unpriced.length).toBeGreaterThan(50);
    expect(unpriced[0]).toMatchObject({
      currency: 'USD',
      term: null,
      source: null,
      asOf: null,
      validFrom: null,
      before: null,
      setBy: null,
    });
    const named = ({ skuId, partNumber, name }: Record<string, string>) => ({
      skuId,
      partNumber,
      name,
      reason: expect.stringMatching(/./),
    });
    expect(unpricedSkus).toEqual(unpriced.map(named));
  });

  it("of a customer precede the MSP's, and those precede the list; each names its source", async () => {
    const prices = [
      { partNumber: 'spe_e3', pricePerSeatMonth: 36.5 },
      { skuId: basic, pricePerSeatMonth: 6.55, term: 'monthly', source: 'distributor', asOf: '2026-10-01' },
    ];
    expect(await put({ prices })).toMatchObject({ status: 200, body: { revision: 1, customerId: null } });
    const own = await put({
      customerId: acme,
      currency: 'USD',
      prices: [{ skuId: e3?.toUpperCase(), pricePerSeatMonth: 30 }],
    });
    expect(own).toMatchObject({ status: 200, body: { revision: 1, customerId: acme } });
    expect(priceOf(await get({ customerId: acme }), e3)).toMatchObject({ pricePerSeatMonth: 30, setBy: 'customer' });
    expect(priceOf(await get({ customerId: acme }), basic)).toMatchObject({
      pricePerSeatMonth: 6.55,
      setBy: 'msp',
      term: 'monthly',
      source: 'distributor',
      asOf: '2026-10-01',
    });
    expect(priceOf(await get({ customerId: birch }), e3)).toMatchObject({
      pricePerSeatMonth: 36.5,
      setBy: 'msp',
      source: 'set by the MSP',
      asOf: '2026-11-22',
    });
    expect(priceOf(await get({ customerId: birch }), f3)).toMatchObject({ pricePerSeatMonth: 10, setBy: 'list' });
    expect(priceOf(await get({}, 2), e3)).toMatchObject({ pricePerSeatMonth: 39, setBy: 'list' });
  });

  it('replace all prices set before', async () => {
    await put({ customerId: birch, prices: [{ skuId: e3, pricePerSeatMonth: 1 }] });
    const reply = await put({ customerId: birch, prices: [{ skuId: basic, pricePerSeatMonth: 2 }] });
    expect(reply.body.revision).toBe(2);
    expect(priceOf(reply, e3)).not.toMatchObject({ setBy: 'customer' });
    expect(priceOf(reply, basic)).toMatchObject({ setBy: 'customer', pricePerSeatMonth: 2 });
    expect(await put({ customerId: birch, prices: [] })).toMatchObject({ status: 200, body: { revision: 3 } });
  });

  it('can be set for a SKU outside the catalog if a tenant of the customer holds it', async () => {
    const { skuId, partNumber } = heldOnly;
    const reply = await put({ customerId: acme, prices: [{ skuId, pricePerSeatMonth: 4 }] });
    expect(priceOf(reply, skuId)).toMatchObject({ partNumber, name: partNumber, pricePerSeatMonth: 4 });
    const elsewhere = await put({ customerId: birch, prices: [{ skuId, pricePerSeatMonth: 4 }] });
    expect(elsewhere).toMatchObject({ status: 400, body: { errors: [{ pointer: '/prices/0/skuId' }] } });
  });

  it.each([
    [
      'negative',
      { prices: [{ skuId: e3, pricePerSeatMonth: -1 }] },
      '/prices/0/pricePerSeatMonth',
      'must not be negative',
    ],
    [
      'of fractions of a cent',
      { prices: [{ skuId: e3, pricePerSeatMonth: 1.005 }] },
      '/prices/0/pricePerSeatMonth',
      'fractions of a cent',
    ],
    [
      'out of proportion',
      { prices: [{ skuId: e3, pricePerSeatMonth: 1e6 }] },
      '/prices/0/pricePerSeatMonth',
      'more than 100000',
    ],
    ['words', { prices: [{ skuId: e3, pricePerSeatMonth: '39' }] }, '/prices/0/pricePerSeatMonth', 'must be a number'],
    ['in another currency', { currency: 'EUR', prices: [] }, '/currency', 'prices are in USD'],
    [
      'in two currencies',
      { prices: [{ skuId: e3, pricePerSeatMonth: 1, currency: 'EUR' }] },
      '/prices/0/currency',
      'prices are in USD',
    ],
    ['of nothing', { prices: [{ pricePerSeatMonth: 1 }] }, '/prices/0/skuId', 'skuId or partNumber is required'],
    [
      'of an unknown SKU',
      { prices: [{ partNumber: 'SPE_E99', pricePerSeatMonth: 1 }] },
      '/prices/0/partNumber',
      'is not a known SKU',
    ],
    [
      'of an unknown id',
      { prices: [{ skuId: '00000000-0000-4000-8000-000000000000', pricePerSeatMonth: 1 }] },
      '/prices/0/skuId',
      'is not a known SKU',
    ],
    [
      'of two SKUs at once',
      { prices: [{ skuId: e3, partNumber: 'SPB', pricePerSeatMonth: 1 }] },
      '/prices/0/partNumber',
      'which is SPE_E3',
    ],
    [
      'two for one SKU',
      {
        prices: [
          { skuId: e3, pricePerSeatMonth: 1 },
          { partNumber: 'SPE_E3', pricePerSeatMonth: 1 },
        ],
      },
      '/prices/1/partNumber',
      'already has its price at /prices/0',
    ],
    [
      'too many',
      { prices: Array.from({ length: 1001 }, () => ({ skuId: e3, pricePerSeatMonth: 1 })) },
      '/prices',
      'at most 1000',
    ],
    [
      'of no date',
      { prices: [{ skuId: e3, pricePerSeatMonth: 1, asOf: '2026-02-30' }] },
      '/prices/0/asOf',
      'must be a date',
    ],
    [
      'more than asked for',
      { prices: [{ skuId: e3, pricePerSeatMonth: 1, color: 'red' }] },
      '/prices/0/color',
      'unknown',
    ],
    ['missing', {}, '/prices', 'required'],
  ])('that are %s are refused with a pointer and nothing is stored', async (_what, body, pointer, detail) => {
    const before = await kept();
    const reply = await put(body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors).toContainEqual({ in: 'body', pointer, detail: expect.stringContaining(detail) });
    expect(await kept()).toEqual(before);
  });

  it('are set by admins only, for customers of their own MSP, at the revision that they read', async () => {
    const before = await kept();
    for (const role of ['member', 'viewer'] as const)
      expect(await put({ prices: [] }, role)).toMatchObject({ status: 403 });
    expect(await put({ customerId: 'cus_00000000000000000000009999', prices: [] })).toMatchObject({ status: 404 });
    expect(await get({ customerId: acme }, 2)).toMatchObject({ status: 404 });
    expect(await put({ revision: 0, prices: [] })).toMatchObject({
      status: 412,
      body: { code: 'precondition-failed' },
    });
    expect(await kept()).toEqual(before);
    const { body } = await get();
    expect(await put({ revision: body.revision, prices: [] })).toMatchObject({ status: 200 });
  });

  it('change for one of two concurrent requests', async () => {
    const replies = await Promise.all(
      [1, 2, 3].map((dollars) => put({ customerId: acme, prices: [{ skuId: e3, pricePerSeatMonth: dollars }] })),
    );
    const [done, refused] = [200, 409].map((status) => replies.filter((reply) => reply.status === status));
    expect(done?.length).toBeGreaterThan(0);
    expect((done?.length ?? 0) + (refused?.length ?? 0)).toBe(3);
    const standing = priceOf(await get({ customerId: acme }), e3).pricePerSeatMonth;
    expect(done?.map((reply) => priceOf(reply, e3).pricePerSeatMonth)).toContain(standing);
  });

  it('write two audit rows when they change, naming the customer', async () => {
    await put({ customerId: acme, prices: [] });
    const rows = await auditLog(db.table).newest(caller('admin'), { limit: 2 });
    expect(rows).toMatchObject([
      { action: 'prices.changed', target: acme, customerId: acme, outcome: 'done' },
      { action: 'prices.changed', target: acme, customerId: acme, outcome: 'requested' },
    ]);
  });
});
