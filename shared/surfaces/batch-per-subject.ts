import type { BatchAnswer, GraphReader, GraphRequest, SurfaceSubject } from './define-surface.ts';

/** Visits held at a time, so that a large tenant's requests never lie in memory together. */
const chunk = 200;
/** Answers in a page, so that what was read is kept soon. */
const pageOf = 20;

/** Answers in the order of the visits: one that comes early waits for those before it. */
async function* inOrder(
  visits: readonly SurfaceSubject[],
  answers: AsyncIterable<BatchAnswer>,
): AsyncGenerator<BatchAnswer, void, undefined> {
  const early = new Map<string, BatchAnswer>();
  let next = 0;
  const due = (): BatchAnswer | undefined => early.get(visits[next]?.id ?? '');
  for await (const answer of answers) {
    early.set(answer.id, answer);
    for (let first = due(); first !== undefined; first = due()) {
      early.delete(first.id);
      next += 1;
      yield first;
    }
  }
}

/** What was answered before a fault is handed on before it. */
async function* inPages(answers: AsyncIterable<BatchAnswer>): AsyncGenerator<readonly BatchAnswer[], void, undefined> {
  let page: BatchAnswer[] = [];
  try {
    for await (const answer of answers) {
      page.push(answer);
      if (page.length < pageOf) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    if (page.length > 0) yield page;
    throw error;
  }
  if (page.length > 0) yield page;
}

/** One small request for each of an audience, in batches. The answers come in pages and in the order of the audience, each with the id of its visit. */
export async function* batchPerSubject(
  graph: GraphReader,
  audience: readonly SurfaceSubject[],
  requestFor: (visit: SurfaceSubject) => GraphRequest,
): AsyncGenerator<readonly BatchAnswer[], void, undefined> {
  for (let start = 0; start < audience.length; start += chunk) {
    const visits = audience.slice(start, start + chunk);
    const requests = visits.map((visit) => ({ id: visit.id, ...requestFor(visit) }));
    yield* inPages(inOrder(visits, graph.batch(requests)));
  }
}
