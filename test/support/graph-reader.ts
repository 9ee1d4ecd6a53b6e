import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type LeftOutTally, leftOutTally } from '#shared/collecting/left-out-tally.ts';
import { AppError } from '#shared/kernel/errors.ts';
import { rowsOfCsv } from '#shared/microsoft/csv.ts';
import { requestPath } from '#shared/microsoft/request-url.ts';
import type {
  AnySurface,
  GraphRequest,
  GraphRequests,
  ReadContext,
  SurfaceSubject,
} from '#shared/surfaces/define-surface.ts';

/** Answers of Graph by path: a body, a list of bodies as pages, or an error. */
export type Answers = Readonly<Record<string, unknown>>;

export const fixture = (surface: string, name: string): Answers =>
  JSON.parse(
    readFileSync(fileURLToPath(new URL(`../fixtures/graph/${surface}/${name}.json`, import.meta.url)), 'utf8'),
  );

const isPage = (body: unknown): body is { readonly value: readonly unknown[] } =>
  typeof body === 'object' && body !== null && 'value' in body && Array.isArray(body.value);

/** A Graph reader with fixed answers. It records its requests in `asked`. */
export const fakeGraphReader = (answers: Answers): GraphRequests & { readonly asked: GraphRequest[] } => {
  const asked: GraphRequest[] = [];
  const answerTo = (request: GraphRequest): unknown => {
    asked.push(request);
    const answer = answers[requestPath(request)];
    if (answer instanceof AppError) throw answer;
    if (answer === undefined) throw new AppError('NotFound', `nothing at ${requestPath(request)}`);
    return answer;
  };
  return {
    asked,
    get: async (request) => answerTo(request),
    async *pages(request) {
      const answer = answerTo(request);
      for (const page of Array.isArray(answer) ? answer : [answer]) {
        if (page instanceof AppError) throw page;
        if (!isPage(page)) throw new Error(`no page at ${requestPath(request)}`);
        yield page.value;
      }
    },
    async *csv(request) {
      const answer = answerTo(request);
      if (typeof answer !== 'string') throw new Error(`no report at ${requestPath(request)}`);
      yield* rowsOfCsv(answer);
    },
    async *batch(requests) {
      for (const { id, ...request } of requests) {
        try {
          yield { id, ok: true, body: answerTo(request) };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          yield { id, ok: false, error };
        }
      }
    },
  };
};

export const readAt = new Date('2026-11-22T09:00:00.000Z');

/** The facts that a surface reads from these answers, each parsed with its schema. */
export const readFacts = async (
  surface: AnySurface,
  graph: GraphRequests,
  {
    accessOption = surface.accessOptions[0].name,
    audience = [],
    leftOut = leftOutTally(),
    ...more
  }: {
    readonly leftOut?: LeftOutTally;
    readonly accessOption?: string;
    readonly audience?: readonly (string | SurfaceSubject)[];
  } & Pick<Partial<ReadContext>, 'now' | 'previous' | 'verifiedDomains' | 'othersWereRead'> = {},
): Promise<unknown[]> => {
  const withCounts = { ...graph, leftOut };
  const subjects = audience.map((each) => (typeof each === 'string' ? { id: each } : each));
  const pages = await Array.fromAsync(
    surface.read({ graph: withCounts, accessOption, audience: subjects, now: readAt, ...more }),
  );
  return pages.flat().map((fact) => surface.fact.parse(fact));
};
