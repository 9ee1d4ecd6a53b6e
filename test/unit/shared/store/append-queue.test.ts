import { describe, expect, it } from 'vitest';
import { appendQueue } from '#shared/store/append-queue.ts';

describe('appendQueue', () => {
  it('commits waiting entries in one batch, in order', async () => {
    const commits: number[][] = [];
    const append = appendQueue<number>(async (entries) => {
      commits.push([...entries]);
      await Promise.resolve();
    });
    await Promise.all(Array.from({ length: 120 }, (_, at) => append(at)));
    expect(commits.map(({ length }) => length)).toEqual([1, 49, 49, 21]);
    expect(commits.flat()).toEqual(Array.from({ length: 120 }, (_, at) => at));
  });

  it('fails only the entries of a failed commit and continues', async () => {
    const append = appendQueue<string>(async (entries) => {
      await Promise.resolve();
      if (entries.includes('bad')) throw new Error('refused');
    });
    const outcomes = await Promise.allSettled([append('first'), append('bad'), append('beside')]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(append('later')).resolves.toBeUndefined();
  });
});
