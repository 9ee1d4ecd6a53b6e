import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '#functions/api/conditional-access/contract.ts';
import { getConditionalAccess } from '#functions/api/conditional-access/get-conditional-access.ts';
import type { CustomerId } from '#shared/kernel/ids.ts';
import { apiCaller } from '#test/support/call-api.ts';
import { startDynamoDb, type TestDynamoDb } from '#test/support/dynamodb.ts';
import { type JudgedBook, judgedBook } from '#test/support/judged-book.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { legacyBlock, needsAccess, needsLicense, policy, policyGrant } from '#test/support/posture-facts.ts';

let db: TestDynamoDb;
let book: JudgedBook;
let customerId: CustomerId;
let call: ReturnType<typeof apiCaller>;

beforeAll(async () => {
  db = await startDynamoDb();
  book = judgedBook(db.table, 1);
  customerId = await book.customer('Acme', 'acme.example');
  await book.connect(1, 'Acme', 'acme.example');
  call = apiCaller(contract, { getConditionalAccess }, book.deps);
});
afterAll(() => db.stop());

const read = async () =>
  (
    await call({
      as: caller('viewer'),
      route: 'GET /v1/customers/{customerId}/conditional-access',
      params: { customerId },
    })
  ).body;

describe('GET /v1/customers/{customerId}/conditional-access', () => {
  it('lists enabled policies first, with the weaknesses of each', async () => {
    const avoidable = policy({
      policyId: 'policy-2',
      name: 'MFA or a good device',
      state: 'report-only',
      grant: policyGrant({ controls: ['mfa', 'compliantDevice'] }),
      signInRiskLevels: ['high'],
    });
    await book.judge(1, { 'conditional-access': [avoidable, policy(), legacyBlock()] });
    const body = await read();
    expect(body).toMatchObject({ badge: 'enforced', securityDefaults: false });
    expect(body.policies).toMatchObject([
      { policyId: 'policy-legacy', demands: ['block'], enforcesMfa: false, weaknesses: [], appliesTo: 5 },
      {
        policyId: 'policy-1',
        state: 'enabled',
        enforcesMfa: true,
        targetsEveryone: true,
        coversEveryApplication: true,
      },
      {
        policyId: 'policy-2',
        state: 'report-only',
        enforcesMfa: false,
        weaknesses: ['report-only', 'avoidable', 'narrowed'],
        narrowedBy: ['sign-in risk'],
      },
    ]);
  });

  it('distinguishes no policies from unreadable policies', async () => {
    await book.judge(1, { 'conditional-access': [] }, { 'conditional-access': needsLicense });
    expect(await read()).toMatchObject({ policies: [], badge: 'none' });
    await book.judge(1, { 'conditional-access': [] }, { 'conditional-access': needsAccess });
    expect(await read()).toMatchObject({
      policies: null,
      badge: 'unknown',
      surfaces: { 'conditional-access': { state: 'needs-access' } },
    });
  });
});
