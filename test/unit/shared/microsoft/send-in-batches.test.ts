import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { BatchRequest } from '#shared/surfaces/define-surface.ts';
import { type ScriptedAnswer, scriptedMicrosoft } from '#test/support/scripted-microsoft.ts';

const Sent = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      url: z.string(),
      headers: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
type Inner = z.output<typeof Sent>['requests'][number];

const requestsOf = (count: number, path = '/users/{id}/authentication/requirements'): BatchRequest[] =>
  Array.from({ length: count }, (_, index) => ({ id: `u${index}`, path, params: { id: `u${index}` } }));

/** A Graph that answers batches request by request. Undefined leaves a request unanswered. */
const batching = (
  judge: (inner: Inner, batch: number) => Record<string, unknown> | undefined,
  options: { readonly mailboxes?: readonly string[]; readonly deadlineAt?: Date } = {},
) => {
  const batches: Inner[][] = [];
  const scripted = scriptedMicrosoft(
    {
      graph: ({ body }): ScriptedAnswer => {
        const { requests } = Sent.parse(JSON.parse(body ?? ''));
        batches.push(requests);
        const responses = requests.flatMap((inner) => {
          const answer = judge(inner, batches.length);
          return answer === undefined ? [] : [{ id: inner.id, status: 200, ...answer }];
        });
        return { body: { responses: responses.toReversed() } };
      },
    },
    options,
  );
  const run = (requests: readonly BatchRequest[]) => Array.fromAsync(scripted.microsoft.reader().batch(requests));
  return { ...scripted, batches, run };
};

const ok = ({ url }: Inner) => ({ body: { url } });
const malformed = expect.objectContaining({ code: 'MicrosoftAnswerMalformed' });

describe('a batch', () => {
  it('holds twenty GET requests with relative URLs, and matches answers in any order', async () => {
    const { run, batches, graphCalls } = batching(ok);
    const answers = await run(requestsOf(45));
    expect(batches.map((batch) => batch.length)).toEqual([20, 20, 5]);
    expect(answers).toHaveLength(45);
    expect(answers[7]).toEqual({ id: 'u7', ok: true, body: { url: '/users/u7/authentication/requirements' } });
    expect(new Set(batches.flat().map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(graphCalls()[0]).toMatchObject({ method: 'POST', url: 'https://graph.microsoft.com/v1.0/$batch' });
  });

  it('classifies each answer alone', async () => {
    const { run, batches } = batching((inner) =>
      inner.url.includes('u1/') ? { status: 403, body: { error: { code: '', message: 'no' } } } : ok(inner),
    );
    const answers = await run(requestsOf(3));
    expect(answers.map(({ ok: isOk }) => isOk)).toEqual([true, false, true]);
    expect(answers[1]).toMatchObject({ id: 'u1', error: { code: 'NeedsAccess' } });
    expect(batches).toHaveLength(1);
  });

  it('sends only failed and unanswered requests again', async () => {
    const { run, batches } = batching((inner, batch) => {
      if (batch > 1) return ok(inner);
      if (inner.url.includes('u0/')) return { status: 503, body: {} };
      return inner.url.includes('u2/') ? undefined : ok(inner);
    });
    const answers = await run(requestsOf(4));
    expect(answers.map(({ id }) => id).sort()).toEqual(['u0', 'u1', 'u2', 'u3']);
    expect(batches[1]?.map(({ url }) => url)).toEqual([
      '/users/u0/authentication/requirements',
      '/users/u2/authentication/requirements',
    ]);
  });

  it('sends nothing inside the window that one of its answers opened', async () => {
    const throttled = { status: 429, headers: { 'retry-after': '7.5' }, body: { error: { code: 'TooManyRequests' } } };
    const { run, graphCalls, sleeps } = batching((inner, batch) =>
      batch === 1 && inner.id === '2' ? throttled : ok(inner),
    );
    expect(await run(requestsOf(30))).toHaveLength(30);
    expect(sleeps).toEqual([8]);
    const [first, second] = graphCalls();
    expect((second?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(7500);
  });

  it('sends as many requests as the service accepts', async () => {
    // Five in ten seconds: the limit refills as the clock advances.
    const throttled = { status: 429, headers: { 'Retry-After': '10' }, body: { error: { code: 'TooManyRequests' } } };
    const taken = new Map<number, number>();
    const { run, batches, graphCalls } = batching((inner) => {
      const window = graphCalls().at(-1)?.at.getTime() ?? 0;
      taken.set(window, (taken.get(window) ?? 0) + 1);
      return (taken.get(window) ?? 0) <= 5 ? ok(inner) : throttled;
    });
    expect(await run(requestsOf(22))).toHaveLength(22);
    expect(batches.map((batch) => batch.length)).toEqual([20, 5, 5, 5, 5, 5, 2, 2]);
  });

  it('throws a wait that exceeds the time left', async () => {
    const throttled = { status: 429, headers: { 'Retry-After': '3600' }, body: {} };
    const { run, graphCalls } = batching((inner) => (inner.id === '1' ? throttled : ok(inner)));
    await expect(run(requestsOf(3))).rejects.toMatchObject({
      code: 'MicrosoftThrottled',
      details: { retryAfterSeconds: 3600 },
    });
    expect(graphCalls()).toHaveLength(1);
  });

  it('returns the failure of a request that fails on every attempt', async () => {
    const { run, batches } = batching((inner) => (inner.url.includes('u1/') ? { status: 500, body: {} } : ok(inner)));
    const answers = await run(requestsOf(2));
    expect(answers.at(-1)).toMatchObject({ id: 'u1', error: { code: 'MicrosoftUnavailable' } });
    expect(batches).toHaveLength(5);
  });

  it.each([
    [
      'answers twice',
      [
        { id: '1', status: 200 },
        { id: '1', status: 200 },
      ],
    ],
    ['answers a request that it does not contain', [{ id: '9', status: 200 }]],
    ['answers without a number', [{ id: 'x', status: 200 }]],
    ['answers without a status', [{ id: '1' }]],
  ])('that %s is malformed', async (_, responses) => {
    const { microsoft } = scriptedMicrosoft({ graph: () => ({ body: { responses } }) });
    await expect(Array.fromAsync(microsoft.reader().batch(requestsOf(2)))).rejects.toEqual(malformed);
  });

  it('that never answers one request gives that request an error, and the others their answers', async () => {
    const { run } = batching((inner) => (inner.url.includes('u1/') ? undefined : ok(inner)));
    expect(await run(requestsOf(2))).toMatchObject([
      { id: 'u0', ok: true },
      { id: 'u1', ok: false, error: { code: 'MicrosoftAnswerMalformed' } },
    ]);
  });

  it('holds at most one request to a service that accepts one per second', async () => {
    const { run, batches } = batching(ok);
    const slow = ['a', 'b', 'c'].map((id) => ({
      id,
      path: '/identity/conditionalAccess/policies/{id}',
      params: { id },
    }));
    expect(await run([...slow, ...requestsOf(2)])).toHaveLength(5);
    expect(batches.map((batch) => batch.filter(({ url }) => url.includes('conditionalAccess')).length)).toEqual([
      1, 1, 1,
    ]);
  });

  it('has one API version', async () => {
    const { run, graphCalls } = batching(ok);
    await run([
      { id: 'a', path: '/domains' },
      { id: 'b', path: '/domains', version: 'beta' },
    ]);
    expect(graphCalls().map(({ url }) => url)).toEqual([
      'https://graph.microsoft.com/v1.0/$batch',
      'https://graph.microsoft.com/beta/$batch',
    ]);
  });

  it('requests immutable ids in each mailbox request', async () => {
    const { run, batches } = batching(ok);
    await run([
      { id: 'a', path: '/users/{m}/mailFolders/inbox', params: { m: 'tech@msp.example' } },
      { id: 'b', path: '/domains' },
    ]);
    expect(batches[0]?.map(({ headers }) => headers)).toEqual([{ Prefer: 'IdType="ImmutableId"' }, undefined]);
  });

  it('answers every request exactly once, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.infiniteStream(fc.constantFrom(200, 200, 200, 429, 503, 404)),
        async (count, statuses) => {
          const { run } = batching((inner, batch) => {
            const status = batch > 4 ? 200 : (statuses.next().value ?? 200);
            return { status, headers: { 'Retry-After': '1' }, body: { url: inner.url } };
          });
          const answers = await run(requestsOf(count));
          expect(answers.map(({ id }) => id).sort()).toEqual(
            requestsOf(count)
              .map(({ id }) => id)
              .sort(),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
