import { beforeAll, describe, expect, it } from 'vitest';
import { caller } from '#test/support/numbered-msps.ts';
import { needsAccess, scoreControl, scoreDay } from '#test/support/posture-facts.ts';
import { viewSuite } from '#test/support/view-suite.ts';

const suite = viewSuite({ customers: ['acme', 'none'], tenants: { 1: ['Acme', 'acme.example'] } });

beforeAll(async () => {
  await suite.book.judge(1, {
    'secure-score': [
      scoreDay('2026-11-21', 70),
      scoreDay('2026-11-22', 79.96),
      scoreControl('Small', { points: 1 }),
      scoreControl('Big', { points: 8.333333, actionUrl: 'https://security.microsoft.com/somewhere' }),
      scoreControl('Ignored', { state: 'ignored' }),
    ],
  });
});

const read = (query: Record<string, string> = {}) => suite.read('secure-score', 'acme', caller('viewer'), query);

describe('GET /v1/customers/{customerId}/secure-score', () => {
  it('returns the score to one decimal, the band by the unrounded value, and the trend', async () => {
    expect((await read()).body).toMatchObject({
      current: 79.96,
      max: 100,
      percent: 80,
      band: 'amber',
      trend: [
        { on: '2026-11-21', percent: 70 },
        { on: '2026-11-22', percent: 80 },
      ],
    });
  });

  it('ranks the actions, and limits them to top', async () => {
    const { body } = await read();
    expect(
      body.actions.map(({ controlId, points }: { controlId: string; points: number }) => [controlId, points]),
    ).toEqual([
      ['Big', 8.33],
      ['Small', 1],
    ]);
    expect((await read({ top: '1' })).body).toMatchObject({ actions: [{ controlId: 'Big' }], actionsTotal: 2 });
    expect(await read({ top: '0' })).toMatchObject({ status: 400 });
  });

  it('is null without a score or without access', async () => {
    await suite.book.judge(1, { 'secure-score': [] });
    expect((await read()).body).toMatchObject({ current: null, band: null, percent: null, actions: [], trend: [] });
    await suite.book.judge(1, {}, { 'secure-score': needsAccess });
    expect((await read()).body).toMatchObject({
      current: null,
      surfaces: { 'secure-score': { state: 'needs-access' } },
    });
  });

  suite.testsNoData('secure-score', { current: null, band: null, actions: [] });
});
