import { describe, expect, it } from 'vitest';
import {
  activeUsage,
  concealedReport,
  licensedUser,
  managedDevicesOf,
  signInsDaysAgo,
  skuIdOf,
  subscribedSku,
  usageReport,
} from '#test/support/license-facts.ts';
import { caller } from '#test/support/numbered-msps.ts';
import { needsAccess } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({
  customers: ['one', 'other', 'two', 'none'],
  tenants: {
    1: ['One', 'one.example', 'other.example'],
    2: ['Two', 'two.example'],
    3: ['Second of two', 'two.example'],
  },
});

const licensesOf = (name: string, as = caller('viewer')) => suite.read('licenses', name, as);

/** One active user with Business Premium and a managed device, and one unassigned seat. */
const sound = (upn: string) => ({
  licenses: [subscribedSku('SPB', 2, { consumed: 1 })],
  users: [licensedUser(1, ['SPB'], { upn })],
  usage: [usageReport, activeUsage(1, { upn })],
  'managed-devices': managedDevicesOf(1),
  'conditional-access': [],
  'mailbox-settings': [],
});

describe('GET /v1/customers/{customerId}/licenses', () => {
  it('lists every holder by user, filters them, and pages them', async () => {
    await suite.book.judge(2, {
      ...sound('person1@two.example'),
      licenses: [subscribedSku('SPB', 3, { consumed: 3 }), subscribedSku('FLOW_FREE', 10, { consumed: 1 })],
      users: [3, 1, 2].map((number) =>
        licensedUser(number, number === 1 ? ['SPB', 'FLOW_FREE'] : ['SPB'], { upn: `person${number}@two.example` }),
      ),
    });
    await suite.book.judge(3, {});
    const read = async (query: Record<string, string> = {}) => {
      const { status, body } = await suite.read('licenses', 'two', undefined, query);
      expect(status, JSON.stringify(query)).toBe(200);
      const held = body.holders.items.map(({ upn, partNumber }: Record<string, string>) => `${upn} ${partNumber}`);
      return { ...body.holders, held: held.filter((each: string) => each.includes('@two.example')) };
    };
    const all = await read();
    expect(all.held.toSorted()).toEqual([
      'person1@two.example FLOW_FREE',
      'person1@two.example SPB',
      'person2@two.example SPB',
      'person3@two.example SPB',
    ]);
    expect(all.held.at(-1)).toBe('person3@two.example SPB');
    expect((await read({ skuId: skuIdOf('FLOW_FREE') })).held).toEqual(['person1@two.example FLOW_FREE']);
    const person2 = all.items.find(({ upn }: { upn: string }) => upn.startsWith('person2')).userId;
    expect((await read({ userId: person2 })).held).toEqual(['person2@two.example SPB']);
    expect((await read({ q: 'PERSON3' })).held).toEqual(['person3@two.example SPB']);
    const first = await read({ limit: '1' });
    expect(first.items).toHaveLength(1);
    expect((await read({ limit: '200', cursor: first.nextCursor })).items).toEqual(all.items.slice(1));
    const refused = await suite.read('licenses', 'two', undefined, { q: 'x', cursor: first.nextCursor });
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
    expect(await suite.read('licenses', 'two', undefined, { userId: 'x' })).toMatchObject({ status: 400 });
  });

  it('lists seats, prices and renewal dates', async () => {
    await suite.book.judge(1, sound('person1@one.example'));
    const { status, body } = await licensesOf('one');
    expect(status).toBe(200);
    expect(body.skus).toEqual([
      expect.objectContaining({
        skuId: skuIdOf('SPB'),
        partNumber: 'SPB',
        name: 'Microsoft 365 Business Premium',
        paid: 2,
        consumed: 1,
        unassigned: 1,
        pricePerSeatMonth: 22,
        renewsOn: '2027-03-01',
        term: 'annual',
      }),
    ]);
    expect(body).toMatchObject({
      currency: 'USD',
      dollarsPerYear: { unassigned: 264, disabled: 0, inactive: 0, overlap: 0, rightSizing: 0, uncontracted: null },
      unpricedSkus: [],
      usage: 'read',
      inactiveDays: 90,
      surfaces: { licenses: { state: 'ok' }, users: { state: 'ok' }, usage: { state: 'ok' } },
    });
  });

  it('shows seats at the customer of the domain, and SKUs at all customers', async () => {
    const facts = sound('person1@one.example');
    const disabled = { accountEnabled: false, upn: 'person2@other.example' };
    await suite.book.judge(1, { ...facts, users: [...facts.users, licensedUser(2, ['SPB'], disabled)] });
    expect((await licensesOf('one')).body.dollarsPerYear).toMatchObject({ unassigned: 264, disabled: 0 });
    const { body } = await licensesOf('other');
    expect(body.dollarsPerYear).toMatchObject({ unassigned: 264, disabled: 264 });
    expect(body.seats.disabled).toMatchObject({
      total: 1,
      items: [{ upn: 'person2@other.example', dollarsPerYear: 264, realizableFromOn: '2027-03-01', confidence: 'low' }],
    });
  });

  it('adds up tenants, and has no sum when one could not be read', async () => {
    await suite.book.judge(2, sound('person1@two.example'));
    await suite.book.judge(3, sound('person1@two.example'));
    expect((await licensesOf('two')).body.dollarsPerYear).toMatchObject({
      unassigned: 528,
      inactive: 0,
      rightSizing: 0,
    });
    await suite.book.judge(3, { ...sound('person1@two.example'), usage: [concealedReport] });
    expect((await licensesOf('two')).body).toMatchObject({
      usage: 'concealed',
      dollarsPerYear: { unassigned: 528, inactive: 0, rightSizing: null },
    });
    await suite.book.judge(3, sound('person1@two.example'), { licenses: needsAccess });
    expect((await licensesOf('two')).body.dollarsPerYear).toMatchObject({ unassigned: null, disabled: null });
  });

  it('lists what could not be judged and what has no price', async () => {
    const facts = sound('person1@one.example');
    const attempted = {
      lastSuccessfulSignInAt: null,
      lastNonInteractiveSignInAt: null,
      lastSignInAt: signInsDaysAgo(3).lastSignInAt,
    };
    await suite.book.judge(1, {
      ...facts,
      licenses: [...facts.licenses, subscribedSku('VISIO_PLAN2_DEPT', 3, { consumed: 0 })],
      users: [licensedUser(1, ['SPB'], { upn: 'person1@one.example', ...attempted })],
      usage: [usageReport],
    });
    const { body } = await licensesOf('one');
    expect(body.unpricedSkus).toMatchObject([{ skuId: skuIdOf('VISIO_PLAN2_DEPT'), reason: expect.any(String) }]);
    expect(body.unknown.items.map(({ wasteClass }: { wasteClass: string }) => wasteClass)).toEqual([
      'inactive',
      'right-sizing',
    ]);
  });

  it('answers 404 for an unknown customer', async () => {
    const params = { customerId: 'cus_00000000000000000000000009' };
    const route = 'GET /v1/customers/{customerId}/licenses';
    expect(await suite.call({ as: caller('viewer'), route, params })).toMatchObject({ status: 404 });
  });

  suite.testsNoData('licenses', { skus: [] });
});
