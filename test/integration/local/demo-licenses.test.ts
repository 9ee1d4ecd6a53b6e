import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBook } from '#local/demo/book/index.ts';
import type { SimulatedMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { Secret } from '#shared/kernel/secret.ts';
import { openMicrosoft } from '#shared/microsoft/open-microsoft.ts';
import { redirectedTransport } from '#shared/microsoft/origins.ts';
import { licenses } from '#shared/surfaces/licenses/surface.ts';
import { licensesView } from '#shared/views/licenses/make.ts';
import { customerOf } from '#test/support/license-facts.ts';
import { posture } from '#test/support/posture-facts.ts';
import { aTokenWindow } from '#test/support/scripted-microsoft.ts';
import { credentialOf, startTestMicrosoft, testNow } from '#test/support/simulated-microsoft.ts';
import { manualClock } from '#test/support/time-and-ids.ts';

const clock = manualClock(testNow);
/** Without the customer whose secret has expired. */
const book = demoBook(testNow).filter(({ name }) => name !== 'Kestrel Freight');
let server: SimulatedMicrosoft;
beforeAll(async () => {
  const tenants = book.map(({ tenant }) => tenant);
  server = await startTestMicrosoft(tenants, { clock });
});
afterAll(() => server.stop());

const licensesOf = async ({ tenant, domains }: (typeof book)[number]) => {
  const { tenantId, clientId, secret } = credentialOf(tenant);
  const microsoft = openMicrosoft({
    credential: { kind: 'secret', value: new Secret(secret) },
    tenantId,
    clientId,
    mailboxes: [],
    clock,
    tokenWindow: aTokenWindow(),
    cloud: 'global',
    transport: redirectedTransport(server.origins),
    sleep: async (seconds) => clock.advanceSeconds(seconds),
  });
  const deadline = new Date(testNow.getTime() + 24 * 3600 * 1000);
  const graph = { ...microsoft.reader(licenses, deadline), leftOut: leftOutTally() };
  const pages = await Array.fromAsync(licenses.read({ graph, accessOption: 'skus', audience: [], now: testNow }));
  return licensesView(customerOf(posture({ licenses: pages.flat() }), ...domains));
};

describe('the licenses of the demo book', () => {
  it.each(book)('have a price or a named reason for each SKU that $name holds', async (customer) => {
    const { skus, unpricedSkus } = await licensesOf(customer);
    expect(skus.length).toBeGreaterThan(0);
    const named = new Set(unpricedSkus.filter(({ reason }) => reason !== '').map(({ skuId }) => skuId));
    const withoutBoth = skus.filter(({ skuId, pricePerSeatMonth }) => pricePerSeatMonth === null && !named.has(skuId));
    expect(withoutBoth).toEqual([]);
    const priced = skus.filter(({ mark, pricePerSeatMonth }) => mark === null && pricePerSeatMonth !== null);
    expect(priced.filter(({ priceSource, priceAsOf }) => priceSource === null || priceAsOf === null)).toEqual([]);
  });
});
