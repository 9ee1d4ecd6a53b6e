import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchPerSubject } from '#shared/surfaces/batch-per-subject.ts';
import type { BatchAnswer, BatchRequest, GraphReader } from '#shared/surfaces/define-surface.ts';

/** Answers in an order that differs from the order of the requests by a few positions. */
const graphThat = (away: readonly number[]): Pick<GraphReader, 'batch'> => ({
  async *batch(requests: readonly BatchRequest[]): AsyncGenerator<BatchAnswer> {
    const order = requests.map((request, at) => ({ request, place: at + (away[at % away.length] ?? 0) }));
    for (const { request } of order.toSorted((one, other) => one.place - other.place))
      yield { id: request.id, ok: true, body: request.path };
  },
});
const readInBatches = async (count: number, away: readonly number[] = [0]): Promise<(readonly BatchAnswer[])[]> => {
  const audience = Array.from({ length: count }, (_, at) => ({ id: `user-${String(at).padStart(4, '0')}` }));
  const graph = graphThat(away) as GraphReader; // nothing else of it is requested
  return Array.fromAsync(batchPerSubject(graph, audience, ({ id }) => ({ path: '/users/{id}', params: { id } })));
};

describe('a batch per subject', () => {
  it("yields every answer once, in the order of the audience, whatever the order of Graph's answers", async () => {
    const away = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 450 }), away, async (count, places) => {
        const ids = (await readInBatches(count, places)).flat().map(({ id }) => id);
        expect(ids).toHaveLength(count);
        expect(ids).toEqual([...new Set(ids)].toSorted());
      }),
    );
  });

  it('yields twenty answers at a time', async () => {
    expect((await readInBatches(205)).map(({ length }) => length)).toEqual([...Array<number>(10).fill(20), 5]);
    expect(await readInBatches(0)).toEqual([]);
  });

  it('yields the answers before a fault, then throws the fault', async () => {
    const graph = {
      async *batch(requests: readonly BatchRequest[]): AsyncGenerator<BatchAnswer> {
        for (const { id } of requests.slice(0, 23)) yield { id, ok: true, body: null };
        throw new Error('cut');
      },
    } as Partial<GraphReader> as GraphReader; // nothing else of it is requested
    const audience = Array.from({ length: 50 }, (_, at) => ({ id: `user-${at}` }));
    const pages: number[] = [];
    const all = (async () => {
      for await (const page of batchPerSubject(graph, audience, () => ({ path: '/users' }))) pages.push(page.length);
    })();
    await expect(all).rejects.toThrow('cut');
    expect(pages).toEqual([20, 3]);
  });
});
