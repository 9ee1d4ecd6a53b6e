import type { BatchAnswer, GraphReader, GraphRequest, Visit } from './define-surface.ts';

/** Visits held at a time, so that a large tenant's requests never lie in memory together. */
const chunk = 200;

/** One small request for each of an audience, in batches; the answers come in pages, each with the id of its visit. */
export async function* visitEach(
  graph: GraphReader,
  audience: readonly Visit[],
  requestFor: (visit: Visit) => GraphRequest,
): AsyncGenerator<readonly BatchAnswer[]> {
  for (let start = 0; start < audience.length; start += chunk) {
    const visits = audience.slice(start, start + chunk);
    const answers: BatchAnswer[] = [];
    for await (const answer of graph.batch(visits.map((visit) => ({ id: visit.id, ...requestFor(visit) })))) {
      answers.push(answer);
    }
    yield answers;
  }
}
