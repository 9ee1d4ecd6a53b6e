import type { z } from 'zod';
import type { AppError } from '#shared/kernel/errors.ts';
import type { BatchAnswer, GraphReader, GraphRequest, ReadContext, SurfaceSubject } from './define-surface.ts';
import { malformedAnswer } from './raw.ts';
import { isMissing, isRefusal, isRefusedByMailboxPolicy, isTroubleOfOne } from './trouble.ts';

/** Subjects requested at a time, so that the requests of a large tenant are never all in memory. */
const subjectsPerBatchCall = 200;
/** Answers per page. Small, so that facts are stored soon. */
const answersPerPage = 20;
/** This many failures of the service in a row are an outage, not the trouble of single subjects. */
const maxFailuresInARow = 40;

/** The answer to the request of one subject: its record, or why it could not be read. */
export type SubjectResponse<Value> =
  | { readonly id: string; readonly ok: true; readonly value: Value }
  | { readonly id: string; readonly ok: false; readonly error: AppError };

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
async function* inPages<Answer>(answers: AsyncIterable<Answer>): AsyncGenerator<readonly Answer[], void, undefined> {
  let page: Answer[] = [];
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

/** "There is none" and "a policy excepts this one" are answers: the service works, and the application may ask. */
const isAnswered = <Value>(answer: SubjectResponse<Value>): boolean =>
  answer.ok || isMissing(answer.error) || isRefusedByMailboxPolicy(answer.error);

/**
 * Passes the trouble of a subject on when another subject was answered. Trouble of all ends the read, before any of it
 * is passed on: a refusal of every subject, the first twenty in a row, or an outage of the service.
 */
async function* withTroubleOfSome<Value>(
  answers: AsyncIterable<SubjectResponse<Value>>,
  othersWereRead: boolean,
): AsyncGenerator<SubjectResponse<Value>, void, undefined> {
  let isAnyAnswered = false;
  const held: (SubjectResponse<Value> & { readonly ok: false })[] = [];
  const throwIfOfAll = (limit: number): void => {
    const [first] = held;
    if (first !== undefined && held.length >= limit) throw first.error;
  };
  for await (const answer of answers) {
    if (answer.ok || isAnswered(answer)) {
      isAnyAnswered = true;
      yield* held.splice(0);
      yield answer;
      continue;
    }
    held.push(answer);
    if (!isAnyAnswered) throwIfOfAll(answersPerPage);
    else if (held.every(({ error }) => error.code === 'MicrosoftUnavailable')) throwIfOfAll(maxFailuresInARow);
  }
  const isOfAll = !isAnyAnswered && (!othersWereRead || held.every(({ error }) => isRefusal(error)));
  if (isOfAll) throwIfOfAll(1);
  yield* held;
}

async function* parsed<Schema extends z.ZodType>(
  answers: AsyncIterable<BatchAnswer>,
  schema: Schema,
): AsyncGenerator<SubjectResponse<z.output<Schema>>, void, undefined> {
  for await (const answer of answers) {
    if (answer.ok) {
      const record = schema.safeParse(answer.body);
      yield record.success
        ? { id: answer.id, ok: true, value: record.data }
        : { id: answer.id, ok: false, error: malformedAnswer(record.error) };
    } else {
      const { id, error } = answer;
      if (!isTroubleOfOne(error)) throw error;
      yield { id, ok: false, error };
    }
  }
}

async function* answersOf(
  graph: Pick<GraphReader, 'batch'>,
  audience: readonly SurfaceSubject[],
  requestFor: (subject: SurfaceSubject) => GraphRequest,
): AsyncGenerator<BatchAnswer, void, undefined> {
  for (let start = 0; start < audience.length; start += subjectsPerBatchCall) {
    const subjects = audience.slice(start, start + subjectsPerBatchCall);
    const requests = subjects.map((subject) => ({ id: subject.id, ...requestFor(subject) }));
    yield* inOrder(subjects, graph.batch(requests));
  }
}

/**
 * One small request per subject of an audience, in batches. The answers come in pages and in the order of the audience,
 * each with the id of its subject. The lasting trouble of one subject is the answer to its request (rules 21).
 */
export const batchPerSubject = <Schema extends z.ZodType>(
  {
    graph,
    audience,
    othersWereRead = false,
  }: Pick<ReadContext, 'audience' | 'othersWereRead'> & {
    readonly graph: Pick<GraphReader, 'batch'>;
  },
  requestFor: (subject: SurfaceSubject) => GraphRequest,
  schema: Schema,
): AsyncGenerator<readonly SubjectResponse<z.output<Schema>>[], void, undefined> =>
  inPages(withTroubleOfSome(parsed(answersOf(graph, audience, requestFor), schema), othersWereRead));
