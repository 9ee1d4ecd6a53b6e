import { expect, it } from 'vitest';
import { differencesInBook, readDemoTenants } from './demo-tenants.ts';

it('agrees with a brute force on every tenant of the demo book', async () => {
  const tally = { answers: {}, points: 0 };
  expect(differencesInBook(await readDemoTenants(), tally)).toEqual([]);
  expect(tally.points).toBeGreaterThan(50_000);
}, 120_000);
