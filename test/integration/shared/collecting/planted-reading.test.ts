import { describe, expect, it } from 'vitest';
import { fuzzReading } from '#test/fuzz/planted-reading.ts';

/** A short form of `npm run fuzz:reading`. */
describe('what is planted into the answers of Microsoft', () => {
  it('costs only what it is planted into, and nothing passes that rests on it', async () => {
    const { failures, plantings, effects, bySurface } = await fuzzReading(1, 60, 3);
    expect(failures).toEqual([]);
    expect(plantings).toBe(60);
    expect(effects.partial).toBeGreaterThan(30);
    expect(bySurface.size).toBeGreaterThan(15);
  });
});
