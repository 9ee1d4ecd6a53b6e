import { beforeAll, describe, expect, it } from 'vitest';
import { findings } from '#shared/findings/index.ts';
import { caller, connectionNumber } from '#test/support/numbered-msps.ts';
import { needsLicense, registration, user, users } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['acme', 'bolt', 'none'],
  tenants: {
    1: ['Shared', 'acme.example', 'bolt.example'],
    2: ['Acme two', 'acme.example'],
    3: ['Never judged', 'nobody.example'],
  },
});

beforeAll(async () => {
  await suite.book.judge(1, {
    users: [...users(4), user(5, { upn: 'five@bolt.example' })],
    'mfa-registrations': [1, 2, 3, 4, 5].map((number) => registration(number, { isCapable: number !== 4 })),
  });
  await suite.book.judge(2, { 'secure-score': [] }, { 'mfa-registrations': needsLicense });
});

const ofCustomer = (name: string) => suite.read('verdicts', name);
const ofConnection = (number: number) =>
  suite.call({
    as: caller('viewer'),
    route: 'GET /v1/connections/{connectionId}/verdicts',
    params: { connectionId: connectionNumber(number) },
  });
const verdictOf = (body: { items: { findingId: string }[] }, id: string) =>
  body.items.find(({ findingId }) => findingId === id);

describe('verdicts', () => {
  it('contain every finding of the catalog, including passing ones', async () => {
    for (const { body } of [await ofCustomer('acme'), await ofConnection(1), await ofConnection(3)]) {
      expect(body.items.map(({ findingId }: { findingId: string }) => findingId)).toEqual(findings.map(({ id }) => id));
    }
  });

  it('name the failing subjects and the number of judged ones', async () => {
    expect(verdictOf((await ofConnection(1)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'fail',
      severity: 'medium',
      subjects: [{ kind: 'user', name: 'Person 4' }],
      subjectsTotal: 1,
      assessed: 5,
    });
    expect(verdictOf((await ofConnection(1)).body, 'conditional-access.baseline-present')).toMatchObject({
      verdict: 'pass',
      severity: null,
      subjects: [],
      assessed: 1,
    });
  });

  it('are unknown or not-applicable without data or plan', async () => {
    const { body } = await ofConnection(2);
    expect(verdictOf(body, 'mfa.every-user-capable')).toMatchObject({ verdict: 'unknown', assessed: 0 });
    expect(verdictOf(body, 'secure-score.control-implemented')).toMatchObject({ verdict: 'not-applicable' });
    expect(verdictOf((await ofConnection(3)).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'unknown',
      reason: 'The tenant has not been evaluated yet.',
    });
  });

  it('use the worst of several tenants, and list the verdict of each', async () => {
    expect(verdictOf((await ofCustomer('acme')).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'fail',
      tenants: [{ verdict: 'fail' }, { verdict: 'unknown' }],
    });
  });

  it('pass at a customer without failing users in a shared tenant', async () => {
    expect(verdictOf((await ofCustomer('bolt')).body, 'mfa.every-user-capable')).toMatchObject({
      verdict: 'pass',
      subjects: [],
    });
  });

  it('are not found for an unknown connection', async () => {
    expect(await ofConnection(99)).toMatchObject({ status: 404 });
  });

  suite.testsNoData('verdicts', {});
});
