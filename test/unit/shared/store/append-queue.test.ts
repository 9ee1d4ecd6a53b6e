import { describe, expect, it } from 'vitest';
import { appendQueue } from '#shared/store/append-queue.ts';

describe('appendQueue', () => {
  it('commits waiting entries in one batch, in order, and returns each its own row', async () => {
    const commits: number[][] = [];
    const append = appendQueue<number, string>(async (entries) => {
      commits.push([...entries]);
      await Promise.resolve();
      return entries.map((entry) => `row ${entry}`);
    });
    const rows = await Promise.all(Array.from({ length: 120 }, (_, at) => append(at)));
    expect(rows).toEqual(Array.from({ length: 120 }, (_, at) => `row ${at}`));
    expect(commits.map(({ length }) => length)).toEqual([1, 49, 49, 21]);
    expect(commits.flat()).toEqual(Array.from({ length: 120 }, (_, at) => at));
  });

  it('fails only the entries of a failed commit and continues', async () => {
    const append = appendQueue<string, string>(async (entries) => {
      await Promise.resolve();
      if (entries.includes('bad')) throw new Error('refused');
      return entries;
    });
    const outcomes = await Promise.allSettled([append('first'), append('bad'), append('beside')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await append('later')).toBe('later');
  });
});
