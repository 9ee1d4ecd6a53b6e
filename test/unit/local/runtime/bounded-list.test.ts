import { expect, it } from 'vitest';
import { BoundedList } from '#local/runtime/bounded-list.ts';

it('keeps at least the limit and less than twice as many entries, the latest', () => {
  const list = new BoundedList<number>(10);
  for (let entry = 1; entry <= 1_000; entry += 1) list.push(entry);
  expect(list.entries.length).toBeGreaterThanOrEqual(10);
  expect(list.entries.length).toBeLessThan(20);
  expect(list.entries.at(-1)).toBe(1_000);
});
