import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/communications/contract.ts';
import type { Deps } from '#functions/api/communications/deps.ts';
import { useCases } from '#functions/api/communications/use-cases.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { auditLog } from '#shared/store/audit-log.ts';
import { customers } from '#shared/store/customer-store.ts';
import type { MessageRow } from '#shared/store/message-copies.ts';
import { rateLimits } from '#shared/store/rate-limit-store.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { messageCopy } from '#test/support/communication-copies.ts';
import { testCursors } from '#test/support/cursors.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { caller, mspNumber } from '#test/support/numbered-msps.ts';

const customerId = CustomerId.parse('cus_00000000000000000000000001');
const row: MessageRow = { itemId: 'item-1', customerId, copies: [messageCopy()] };
let db: TestDynamoDb;

const unexpected = () => Promise.reject(new Error('no event is read here'));

beforeAll(async () => {
  db = await startDynamoDb();
});
afterAll(() => db.stop());

/** The handler over a real table, with the ports that a test replaces. */
const apiWith = (broken: Partial<Deps> = {}) => {
  const { table } = db;
  const fetched: string[] = [];
  const deps: Deps = {
    customers: customers(table),
    messages: { ofCustomer: async function* () {}, get: async () => row },
    audit: auditLog(table),
    cursors: testCursors(),
    clock: table.clock,
    ownAddresses: async ({ email }) => new Set([email]),
    surfaceStates: async () => ({}),
    consumeRateLimit: (member) => rateLimits(table).take(member, 'bodies', 60),
    events: { async *ofCustomer() {}, get: async () => undefined },
    fetchEventBody: unexpected,
    fetchMessageBody: async (_scope, { graphId }) => {
      fetched.push(graphId);
      return { contentType: 'html', content: '<p>CANARY</p>' };
    },
    ...broken,
  };
  const send = apiCaller(contract, useCases, deps);
  const read = (msp: number, member: number) =>
    send({
      route: 'GET /v1/customers/{customerId}/messages/{messageId}/body',
      as: caller('member', { msp, member }),
      params: { customerId, messageId: 'item-1' },
    });
  return { read, fetched };
};
const outcomes = async (msp: number) =>
  (await auditLog(db.table).newest(mspNumber(msp), { limit: 200 })).map(({ outcome }) => outcome).toReversed();

describe('bodies of messages', () => {
  it('number 200 concurrent reads of twelve members without a gap', async () => {
    const { read, fetched } = apiWith();
    const replies = await Promise.all(Array.from({ length: 200 }, (_, at) => read(1, (at % 12) + 1)));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 200));
    expect(fetched).toHaveLength(200);
    const report = await auditLog(db.table).verify(mspNumber(1), []);
    expect(report).toMatchObject({ rows: 400, brokenAt: null, head: { seq: 400 } });
  }, 60_000);

  it('answer 503 without a fetch while the audit log is down', async () => {
    const { read, fetched } = apiWith({ audit: auditLog({ ...db.table, name: 'no-such-table' }) });
    const reply = await read(2, 1);
    expect(reply).toMatchObject({ status: 503, body: { code: 'audit-unavailable' } });
    expect(JSON.stringify(reply)).not.toContain('CANARY');
    expect(fetched).toEqual([]);
  });

  it('are not returned when the audit log fails between the two rows', async () => {
    const log = auditLog(db.table);
    let rows = 0;
    const append: Deps['audit']['append'] = async (scope, entry) => {
      rows += 1;
      if (rows > 1) throw new AppError('AuditUnavailable', 'down');
      return log.append(scope, entry);
    };
    const { read, fetched } = apiWith({ audit: { append } });
    const reply = await read(3, 1);
    expect(reply).toMatchObject({ status: 503, body: { code: 'audit-unavailable' } });
    expect(JSON.stringify(reply)).not.toContain('CANARY');
    expect(fetched).toHaveLength(1);
    expect(await outcomes(3)).toEqual(['requested']);
  });

  it.each([
    ['MicrosoftUnavailable', 502, 'failed'],
    ['MicrosoftThrottled', 503, 'failed'],
    ['ItemGone', 404, 'gone'],
  ] as const)('have a second audit row when Microsoft answered %s', async (code, status, outcome) => {
    const msp = 10 + status;
    const { read } = apiWith({ fetchMessageBody: () => Promise.reject(new AppError(code, 'no')) });
    expect(await read(msp, 1)).toMatchObject({ status });
    expect(await outcomes(msp)).toEqual(['requested', outcome]);
  });
});
