import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchPerSubject } from '#shared/surfaces/batch-per-subject.ts';
import type { BatchAnswer, BatchRequest, GraphReader } from '#shared/surfaces/define-surface.ts';

/** Answers in an order of its own, a few places away from the one it was asked in. */
const graphThat = (away: readonly number[]): Pick<GraphReader, 'batch'> => ({
  async *batch(requests: readonly BatchRequest[]): AsyncGenerator<BatchAnswer> {
    const order = requests.map((request, at) => ({ request, place: at + (away[at % away.length] ?? 0) }));
    for (const { request } of order.toSorted((one, other) => one.place - other.place))
      yield { id: request.id, ok: true, body: request.path };
  },
});
const visited = async (count: number, away: readonly number[] = [0]): Promise<(readonly BatchAnswer[])[]> => {
  const audience = Array.from({ length: count }, (_, at) => ({ id: `user-${String(at).padStart(4, '0')}` }));
  const graph = graphThat(away) as GraphReader; // nothing else of it is asked
  return Array.fromAsync(batchPerSubject(graph, audience, ({ id }) => ({ path: '/users/{id}', params: { id } })));
};

describe('visiting each of an audience', () => {
  it('hands every answer on once, in the order of the audience, whatever order Graph answers in', async () => {
    const away = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 450 }), away, async (count, places) => {
        const ids = (await visited(count, places)).flat().map(({ id }) => id);
        expect(ids).toHaveLength(count);
        expect(ids).toEqual([...new Set(ids)].toSorted());
      }),
    );
  });

  it('hands them on soon: twenty at a time', async () => {
    expect((await visited(205)).map(({ length }) => length)).toEqual([...Array<number>(10).fill(20), 5]);
    expect(await visited(0)).toEqual([]);
  });

  it('hands on what was answered before a fault, and then the fault', async () => {
    const graph = {
      async *batch(requests: readonly BatchRequest[]): AsyncGenerator<BatchAnswer> {
        for (const { id } of requests.slice(0, 23)) yield { id, ok: true, body: null };
        throw new Error('cut');
      },
    } as Partial<GraphReader> as GraphReader; // nothing else of it is asked
    const audience = Array.from({ length: 50 }, (_, at) => ({ id: `user-${at}` }));
    const pages: number[] = [];
    const all = (async () => {
      for await (const page of batchPerSubject(graph, audience, () => ({ path: '/users' }))) pages.push(page.length);
    })();
    await expect(all).rejects.toThrow('cut');
    expect(pages).toEqual([20, 3]);
  });
});
