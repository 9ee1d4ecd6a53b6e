import type { BatchAnswer, GraphReader, GraphRequest, SurfaceSubject } from './define-surface.ts';

/** Subjects requested at a time, so that the requests of a large tenant are never all in memory. */
const subjectsPerBatchCall = 200;
/** Answers per page. Small, so that facts are stored soon. */
const answersPerPage = 20;

/** Yields answers in the order of the subjects. An early answer waits for those before it. */
async function* inOrder(
  subjects: readonly SurfaceSubject[],
  answers: AsyncIterable<BatchAnswer>,
): AsyncGenerator<BatchAnswer, void, undefined> {
  const early = new Map<string, BatchAnswer>();
  let next = 0;
  const due = (): BatchAnswer | undefined => early.get(subjects[next]?.id ?? '');
  for await (const answer of answers) {
    early.set(answer.id, answer);
    for (let first = due(); first !== undefined; first = due()) {
      early.delete(first.id);
      next += 1;
      yield first;
    }
  }
}

/** Yields the answers that came before a fault, then throws the fault. */
async function* inPages(answers: AsyncIterable<BatchAnswer>): AsyncGenerator<readonly BatchAnswer[], void, undefined> {
  let page: BatchAnswer[] = [];
  try {
    for await (const answer of answers) {
      page.push(answer);
      if (page.length < answersPerPage) continue;
      yield page;
      page = [];
    }
  } catch (error) {
    if (page.length > 0) yield page;
    throw error;
  }
  if (page.length > 0) yield page;
}

/**
 * One small request per subject of an audience, in batches. The answers come in pages and in the order of the audience,
 * each with the id of its subject.
 */
export async function* batchPerSubject(
  graph: GraphReader,
  audience: readonly SurfaceSubject[],
  requestFor: (subject: SurfaceSubject) => GraphRequest,
): AsyncGenerator<readonly BatchAnswer[], void, undefined> {
  for (let start = 0; start < audience.length; start += subjectsPerBatchCall) {
    const subjects = audience.slice(start, start + subjectsPerBatchCall);
    const requests = subjects.map((subject) => ({ id: subject.id, ...requestFor(subject) }));
    yield* inPages(inOrder(subjects, graph.batch(requests)));
  }
}
