import { beforeAll, describe, expect, it } from 'vitest';
import { pages } from '#functions/api/customer-views/contract.ts';
import { countDynamoDbRequests, readsSurfaceStates } from '#test/support/dynamodb-cost.ts';
import { caller, connectionNumber } from '#test/support/numbered-msps.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['two'],
  tenants: { 1: ['First of two', 'two.example'], 2: ['Second of two', 'two.example'] },
});

let stateReads: ReturnType<typeof countDynamoDbRequests>;

beforeAll(async () => {
  await suite.book.judge(1);
  await suite.book.judge(2);
  stateReads = countDynamoDbRequests(suite.table, readsSurfaceStates);
});

describe('a page of a customer', () => {
  const paths = pages.map(({ route }) => route.split('{customerId}/')[1] ?? '');
  it.each(paths)('reads the surface states of each tenant once for %s', async (id) => {
    const { status, body } = await suite.read(id, 'two');
    expect(status).toBe(200);
    expect(body).toHaveProperty('surfaces');
    expect(stateReads.take()).toBe(2);
  });

  it('reads them once for the verdicts of a connection', async () => {
    const { status } = await suite.call({
      as: caller('viewer'),
      route: 'GET /v1/connections/{connectionId}/verdicts',
      params: { connectionId: connectionNumber(1) },
    });
    expect(status).toBe(200);
    expect(stateReads.take()).toBe(1);
  });
});
