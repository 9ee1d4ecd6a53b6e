import type { z } from 'zod';
import type { GraphReader, GraphRequest } from './define-surface.ts';
import { fieldOf, malformedAnswer } from './raw.ts';

/**
 * Parses the entries of one list, page by page. An entry that is not as documented is left out and counted. A list of
 * which nothing fits throws `MicrosoftAnswerMalformed` (rules 21).
 */
async function* fittingRecords<Schema extends z.ZodType>(
  { leftOut }: Pick<GraphReader, 'leftOut'>,
  pages: AsyncIterable<readonly unknown[]>,
  schema: Schema,
): AsyncGenerator<z.output<Schema>[], void, undefined> {
  let isAnyFitting = false;
  const odd: z.ZodError[] = [];
  for await (const page of pages) {
    const records: z.output<Schema>[] = [];
    for (const entry of page) {
      const parsed = schema.safeParse(entry);
      if (parsed.success) records.push(parsed.data);
      else odd.push(parsed.error);
    }
    isAnyFitting ||= records.length > 0;
    if (isAnyFitting) for (const error of odd.splice(0)) leftOut.record(fieldOf(error));
    yield records;
  }
  const [first] = odd;
  if (first !== undefined) throw malformedAnswer(first);
}

/** The entries of a list of Graph that are as documented. */
export const recordsOf = <Schema extends z.ZodType>(
  graph: Pick<GraphReader, 'pages' | 'leftOut'>,
  request: GraphRequest,
  schema: Schema,
): AsyncGenerator<z.output<Schema>[], void, undefined> => fittingRecords(graph, graph.pages(request), schema);

/** The rows of a CSV report that are as documented. */
export const rowsOf = <Schema extends z.ZodType>(
  graph: Pick<GraphReader, 'csv' | 'leftOut'>,
  request: GraphRequest,
  schema: Schema,
): AsyncGenerator<z.output<Schema>[], void, undefined> => fittingRecords(graph, graph.csv(request), schema);

/** All entries of a list at once. */
export const allRecordsOf = async <Schema extends z.ZodType>(
  graph: Pick<GraphReader, 'pages' | 'leftOut'>,
  request: GraphRequest,
  schema: Schema,
): Promise<z.output<Schema>[]> => (await Array.fromAsync(recordsOf(graph, request, schema))).flat();
