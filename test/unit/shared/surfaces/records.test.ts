import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { allRecordsOf, rowsOf } from '#shared/surfaces/records.ts';

const Thing = z.object({ id: z.string(), on: z.boolean() });
const good = { id: 'a', on: true };
const odd = { id: 'b', on: null };

const reading = (...pages: readonly (readonly unknown[])[]) => {
  const leftOut = leftOutTally();
  const graph = {
    leftOut,
    async *pages() {
      yield* pages;
    },
  };
  return { leftOut, records: () => allRecordsOf(graph, { path: '/things' }, Thing) };
};

describe('the records of a list', () => {
  it('are those that are as documented; the others are counted by their field', async () => {
    const { leftOut, records } = reading([odd, good], [good, 'text']);
    expect(await records()).toEqual([good, good]);
    expect(leftOut.counts()).toEqual({ objects: 0, records: 2 });
    expect(leftOut.causes()).toEqual(['on', 'the answer']);
  });

  it('are read from later pages where nothing of the first one fits', async () => {
    const { leftOut, records } = reading([odd], [good]);
    expect(await records()).toEqual([good]);
    expect(leftOut.counts().records).toBe(1);
  });

  it('are malformed where nothing of the whole list fits', async () => {
    const { leftOut, records } = reading([odd], [], [odd]);
    await expect(records()).rejects.toMatchObject({ code: 'MicrosoftAnswerMalformed', details: { field: 'on' } });
    expect(leftOut.counts()).toEqual({ objects: 0, records: 0 });
  });

  it('are none in an empty list', async () => {
    expect(await reading([]).records()).toEqual([]);
  });

  it('are the rows of a report in the same way', async () => {
    const leftOut = leftOutTally();
    const graph = {
      leftOut,
      async *csv() {
        yield [{ day: '2026-11-18' }, { day: 'yesterday' }];
      },
    };
    const rows = rowsOf(graph, { path: '/reports/x' }, z.object({ day: z.iso.date() }));
    expect((await Array.fromAsync(rows)).flat()).toEqual([{ day: '2026-11-18' }]);
    expect(leftOut.counts().records).toBe(1);
  });
});
