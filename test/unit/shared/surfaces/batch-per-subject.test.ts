import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError, type ErrorCode } from '#shared/kernel/errors.ts';
import { batchPerSubject, type SubjectResponse } from '#shared/surfaces/batch-per-subject.ts';
import type { BatchAnswer, BatchRequest } from '#shared/surfaces/define-surface.ts';

type Graph = { batch(requests: readonly BatchRequest[]): AsyncIterable<BatchAnswer> };

/** Answers in an order that differs from the order of the requests by a few positions. */
const graphThat = (away: readonly number[]): Graph => ({
  async *batch(requests) {
    const order = requests.map((request, at) => ({ request, place: at + (away[at % away.length] ?? 0) }));
    for (const { request } of order.toSorted((one, other) => one.place - other.place))
      yield { id: request.id, ok: true, body: request.path };
  },
});

/** Fails for the subjects at these positions, by these codes. */
const graphWithTrouble = (trouble: Readonly<Record<number, ErrorCode>>): Graph => ({
  async *batch(requests) {
    for (const { id } of requests) {
      const code = trouble[Number(id.slice(-4))];
      yield code === undefined ? { id, ok: true, body: 'fine' } : { id, ok: false, error: new AppError(code, 'no') };
    }
  },
});

const audienceOf = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `user-${String(at).padStart(4, '0')}` }));
const pagesOf = (graph: Graph, count: number, othersWereRead = false) =>
  batchPerSubject({ graph, audience: audienceOf(count), othersWereRead }, () => ({ path: '/users/{id}' }), z.string());
const readInBatches = (count: number, away: readonly number[] = [0]) =>
  Array.fromAsync(pagesOf(graphThat(away), count));

/** The ids of read subjects, and the codes of the others. A fault ends the list with its code. */
const outcomesOf = async (graph: Graph, count: number, othersWereRead = false): Promise<string[]> => {
  const outcomes: string[] = [];
  const outcomeOf = (answer: SubjectResponse<string>): string => (answer.ok ? 'read' : answer.error.code);
  try {
    for await (const page of pagesOf(graph, count, othersWereRead)) outcomes.push(...page.map(outcomeOf));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    outcomes.push(`ended by ${error.code}`);
  }
  return outcomes;
};

const allOf = (count: number, code: ErrorCode, from = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [from + at, code]));

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
    const graph: Graph = {
      async *batch(requests) {
        for (const { id } of requests.slice(0, 23)) yield { id, ok: true, body: '' };
        throw new Error('cut');
      },
    };
    const pages: number[] = [];
    const all = (async () => {
      for await (const page of pagesOf(graph, 50)) pages.push(page.length);
    })();
    await expect(all).rejects.toThrow('cut');
    expect(pages).toEqual([20, 3]);
  });

  it.each(['MicrosoftUnavailable', 'MicrosoftRefused', 'MicrosoftAnswerMalformed', 'NeedsAccess'] as const)(
    'yields the lasting trouble of one subject as its answer where others are read: %s',
    async (code) => {
      const expected = ['read', code, 'read', 'read'];
      expect(await outcomesOf(graphWithTrouble({ 1: code }), 4)).toEqual(expected);
      expect(await outcomesOf(graphWithTrouble({ 0: code }), 2)).toEqual([code, 'read']);
      expect(await outcomesOf(graphWithTrouble({ 1: code }), 2)).toEqual(['read', code]);
    },
  );

  it('yields a record that is not as documented as the trouble of its subject', async () => {
    const graph: Graph = {
      async *batch(requests) {
        for (const [at, { id }] of requests.entries()) yield { id, ok: true, body: at === 1 ? 7 : 'fine' };
      },
    };
    expect(await outcomesOf(graph, 3)).toEqual(['read', 'MicrosoftAnswerMalformed', 'read']);
  });

  it('ends with what is refused to all, before any of it is an answer', async () => {
    expect(await outcomesOf(graphWithTrouble(allOf(3, 'MicrosoftUnavailable')), 3)).toEqual([
      'ended by MicrosoftUnavailable',
    ]);
    expect(await outcomesOf(graphWithTrouble(allOf(20, 'NeedsAccess')), 30)).toEqual(['ended by NeedsAccess']);
  });

  it('takes the trouble of the only due subject for its own where others were read earlier', async () => {
    expect(await outcomesOf(graphWithTrouble({ 0: 'MicrosoftUnavailable' }), 1, true)).toEqual([
      'MicrosoftUnavailable',
    ]);
    expect(await outcomesOf(graphWithTrouble({ 0: 'NeedsAccess' }), 1, true)).toEqual(['ended by NeedsAccess']);
  });

  it('ends when the service fails after it answered, and keeps what came before', async () => {
    const graph = graphWithTrouble(allOf(60, 'MicrosoftUnavailable', 10));
    expect(await outcomesOf(graph, 100)).toEqual([...Array<string>(10).fill('read'), 'ended by MicrosoftUnavailable']);
  });

  it('counts a missing subject as an answer of the service', async () => {
    expect(await outcomesOf(graphWithTrouble({ 0: 'MailboxNotFound', 1: 'MicrosoftUnavailable' }), 2)).toEqual([
      'MailboxNotFound',
      'MicrosoftUnavailable',
    ]);
  });

  it.each(['MicrosoftThrottled', 'TokenRefused'] as const)(
    'ends with what concerns the whole read: %s',
    async (code) => {
      expect(await outcomesOf(graphWithTrouble({ 1: code }), 3)).toEqual(['read', `ended by ${code}`]);
    },
  );
});
