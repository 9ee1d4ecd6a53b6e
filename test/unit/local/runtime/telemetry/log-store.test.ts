import { expect, it } from 'vitest';
import { LogStore } from '#local/runtime/telemetry/log-store.ts';

it('keeps the latest lines within a bounded number of characters', () => {
  const logs = new LogStore({ now: () => new Date(0), metrics: { put: () => {} } });
  for (let number = 0; number < 20_000; number += 1) logs.output('f', undefined, `${number} ${'x'.repeat(1_000)}`);
  const lines = logs.lines();
  expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(6_000_000);
  expect(lines.length).toBeGreaterThan(2_000);
  expect(lines.at(-1)?.text).toMatch(/^19999 /);
});
