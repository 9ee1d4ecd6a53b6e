import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTenantScope } from '#shared/access/open-scope.ts';
import { withinContract } from '#shared/findings/licenses/within-contract/finding.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { contracts } from '#shared/store/contract-store.ts';
import { priceOverrides } from '#shared/store/price-override-store.ts';
import { type ReadTerms, tenantTerms } from '#shared/store/tenant-terms.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { tenantNumber } from '#test/support/numbered-msps.ts';
import { license } from '#test/support/posture-facts.ts';

const e3 = '05e9a617-0261-4cee-bb44-138d3ef5d965';
const sku = { skuId: e3, partNumber: 'SPE_E3', name: 'Microsoft 365 E3' };
const billed = (seats: number) => ({ ...sku, seats });

let db: TestDynamoDb;
let book: JudgedBook;
let termsOf: ReadTerms;
let msps = 0;
beforeAll(async () => {
  db = await startDynamoDb();
  termsOf = tenantTerms(db.table, openTenantScope);
});
beforeEach(() => {
  msps += 1;
  book = judgedBook(db.table, msps);
});
afterAll(() => db.stop());

const setPrice = (owner: 'MSP' | CustomerId, centsPerSeatMonth: number) =>
  priceOverrides(db.table).replace(book.scope, owner, undefined, [
    {
      skuId: e3,
      partNumber: 'SPE_E3',
      currency: 'USD',
      centsPerSeatMonth,
      term: 'annual',
      source: 'an agreement',
      asOf: '2026-11-01',
    },
  ]);
const bill = (customerId: CustomerId, seats: number) =>
  contracts(db.table).replace(book.scope, customerId, undefined, {
    source: 'json',
    skus: [{ ...sku, periods: [{ beginsOn: null, endsOn: null, seats }] }],
  });
const terms = async (...connected: Parameters<JudgedBook['connect']>) => {
  const connection = await book.connect(...connected);
  if (connection === undefined) throw new Error('the connection was not made');
  return termsOf(book.scope, connection);
};
const holds = (consumed: number) => ({ licenses: [license({ skuId: e3, partNumber: 'SPE_E3', consumed })] });

describe('tenantTerms', () => {
  it('returns list prices and no contract when nothing was agreed', async () => {
    const { prices, contract } = await terms(1, 'Acme', 'acme.example');
    expect(prices.priceOf(e3)).toMatchObject({ setBy: 'list', centsPerSeatMonth: 3900 });
    expect(contract).toEqual({ kind: 'none', reason: 'the tenant belongs to no customer' });
  });

  it("prefers the customer's prices to the MSP's and returns its contract", async () => {
    const acme = await book.customer('Acme', 'acme.example');
    await setPrice('MSP', 3000);
    expect((await terms(1, 'Acme', 'mail.acme.example', 'acme.example')).prices.priceOf(e3)).toMatchObject({
      setBy: 'msp',
    });
    await setPrice(acme, 2500);
    await bill(acme, 7);
    const { prices, contract } = await terms(2, 'Acme again', 'acme.example');
    expect(prices.priceOf(e3)).toMatchObject({ setBy: 'customer', centsPerSeatMonth: 2500 });
    // The id of the first tenant sorts before it, and its licenses were never read.
    expect(contract).toMatchObject({ kind: 'unknown', reason: expect.stringContaining('another tenant') });
  });

  it('returns the lowest price and all billed seats of several customers once each has a contract', async () => {
    const [acme, birch] = [await book.customer('Acme', 'acme.example'), await book.customer('Birch', 'birch.example')];
    await setPrice(acme, 3500);
    await setPrice(birch, 2000);
    await bill(acme, 7);
    const connected = [1, 'Both', 'acme.example', 'birch.example'] as const;
    const before = await terms(...connected);
    expect(before.prices.priceOf(e3)).toMatchObject({ centsPerSeatMonth: 2000 });
    expect(before.contract).toEqual({ kind: 'none', reason: 'no contract is stored for Birch' });
    await bill(birch, 5);
    const [connection] = await book.ports.connections.list(book.scope);
    expect(connection && (await termsOf(book.scope, connection)).contract).toEqual({
      kind: 'known',
      seats: [billed(12)],
    });
  });

  it('applies in the first run, before the verified domains are known', async () => {
    book = judgedBook(db.table, msps, [withinContract]);
    const acme = await book.customer('Acme', 'acme.example');
    await bill(acme, 3);
    await setPrice(acme, 1000);
    await book.connect(1, 'Acme');
    const domain = { name: 'acme.example', isDefault: true, isInitial: false, isFederated: false };
    const organization = { tenantId: tenantNumber(1), name: 'Acme', createdAt: null, isSynced: false };
    await book.judge(1, { ...holds(5), organization: [{ ...organization, verifiedDomains: [domain] }] });
    const rows = await book.ports.rows.ofFindingId(book.scope, tenantNumber(1), 'licenses.within-contract');
    expect(rows).toMatchObject([{ subject: { id: e3 }, dollarsPerYear: 240, evidence: { billed: 3, inUse: 5 } }]);
  });

  it('leaves the seats that the first tenant of a customer does not use to the second', async () => {
    const acme = await book.customer('Acme', 'acme.example');
    await bill(acme, 7);
    const first = await terms(1, 'Acme', 'acme.example');
    expect(first.contract).toEqual({ kind: 'known', seats: [billed(7)] });
    await book.judge(1, holds(5));
    const second = await terms(2, 'Acme too', 'acme.example');
    expect(second.contract).toEqual({ kind: 'known', seats: [billed(2)] });
  });
});
