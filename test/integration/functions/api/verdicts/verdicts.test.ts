import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/verdicts/contract.ts';
import { listConnectionVerdicts } from '#functions/api/verdicts/list-connection-verdicts.ts';
import { listCustomerVerdicts } from '#functions/api/verdicts/list-customer-verdicts.ts';
import { findings } from '#shared/findings/index.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller, connectionNumber } from '#test/support/numbered-msps.ts';
import { needsLicense, registration, user, users } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let acme: CustomerId;
let bolt: CustomerId;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  acme = await book.customer('Acme', 'acme.example');
  bolt = await book.customer('Bolt', 'bolt.example');
  await book.connect(1, 'Shared', 'acme.example', 'bolt.example');
  await book.connect(2, 'Acme two', 'acme.example');
  await book.connect(3, 'Never judged', 'nobody.example');
  await book.judge(1, {
    users: [...users(4), user(5, { upn: 'five@bolt.example' })],
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 4 })),
  });
  await book.judge(2, { 'secure-score': [] }, { 'mfa-registrations': needsLicense });
  call = apiCaller(contract, { listCustomerVerdicts, listConnectionVerdicts }, book.deps);
});
afterAll(() => db.stop());

const ofCustomer = (customerId: CustomerId, as = caller('viewer')) =>
  call({ as, route: 'GET /v1/customers/{customerId}/verdicts', params: { customerId } });
const ofConnection = (number: number) =>
  call({
    as: caller('viewer'),
    route: 'GET /v1/connections/{connectionId}/verdicts',
    params: { connectionId: connectionNumber(number) },
  });
const said = (body: { items: { findingId: string }[] }, id: string) =>
  body.items.find(({ findingId }) => findingId === id);

describe('verdicts', () => {
  it('contain every finding of the catalog, including passing ones', async () => {
    for (const { body } of [await ofCustomer(acme), await ofConnection(1), await ofConnection(3)]) {
      expect(body.items.map(({ findingId }: { findingId: string }) => findingId)).toEqual(findings.map(({ id }) => id));
    }
  });

  it('name the failing subjects and the number of judged ones', async () => {
    expect(said((await ofConnection(1)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      subjects: [{ kind: 'user', name: 'Person 4' }],
      subjectsTotal: 1,
      assessed: 5,
    });
    expect(said((await ofConnection(1)).body, 'conditional-access.baseline-present')).toMatchObject({
      verdict: 'pass',
      severity: null,
      subjects: [],
      assessed: 1,
    });
  });

  it('are unknown or not-applicable without data or plan', async () => {
    const { body } = await ofConnection(2);
    expect(said(body, 'mfa.every-user-capable')).toMatchObject({ verdict: 'unknown', assessed: 0 });
    expect(said(body, 'secure-score.control-implemented')).toMatchObject({ verdict: 'not-applicable' });
    expect(said((await ofConnection(3)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'unknown',
      reason: 'the tenant was not evaluated yet',
    });
  });

  it('use the worst of several tenants, and list the verdict of each', async () => {
    expect(said((await ofCustomer(acme)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'fail',
      tenants: [{ verdict: 'fail' }, { verdict: 'unknown' }],
    });
  });

  it('pass at a customer without failing users in a shared tenant', async () => {
    expect(said((await ofCustomer(bolt)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'pass',
      subjects: [],
    });
  });

  it('are not found in another MSP', async () => {
    expect(await ofCustomer(acme, caller('admin', { msp: 2 }))).toMatchObject({ status: 404 });
    expect(await ofConnection(99)).toMatchObject({ status: 404 });
  });
});
