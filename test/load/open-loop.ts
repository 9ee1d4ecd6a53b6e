import { Agent, request } from 'node:http';
import { parseArgs } from 'node:util';

/** What became of the requests of one run. */
export interface OpenLoopResult {
  readonly sent: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Answers with 429 or 503 that do not say when to try again. */
  readonly withoutRetryAfter: number;
  /** Requests that were not answered in time, or whose connection broke. */
  readonly unanswered: number;
  readonly slowestMilliseconds: number;
  /** In milliseconds, as the next one. */
  readonly medianOfServed: number | null;
  readonly medianOfRefused: number | null;
}

interface Answered {
  readonly status: number;
  readonly milliseconds: number;
  readonly hasRetryAfter: boolean;
}

const tickMilliseconds = 10;
const answerWithinMilliseconds = 10_000;

const usage = `npm run load -- --url URL [--token TOKEN] [--rate 1000] [--seconds 5]
  sends requests at a fixed rate, whatever the answers are, and prints what became of them as JSON`;

const send = (url: string, token: string, agent: Agent): Promise<Answered | undefined> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const headers = token === '' ? {} : { authorization: `Bearer ${token}` };
    const sent = request(url, { agent, headers, signal: AbortSignal.timeout(answerWithinMilliseconds) });
    sent.once('response', (response) => {
      response.resume();
      response.once('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          milliseconds: performance.now() - startedAt,
          hasRetryAfter: response.headers['retry-after'] !== undefined,
        }),
      );
      response.once('error', () => resolve(undefined)); // counted as unanswered
    });
    sent.once('error', () => resolve(undefined)); // counted as unanswered
    sent.end();
  });

const median = (answers: readonly Answered[]): number | null => {
  const sorted = answers.map(({ milliseconds }) => milliseconds).toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  return middle === undefined ? null : Math.round(middle);
};

/** Sends `rate` requests a second for some seconds without waiting for answers. */
export const openLoop = async (
  url: string,
  token: string,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<OpenLoopResult> => {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const startedAt = performance.now();
  const pending: Promise<Answered | undefined>[] = [];
  while (pending.length < rate * seconds) {
    const due = Math.min(rate * seconds, Math.ceil(((performance.now() - startedAt) / 1000) * rate));
    while (pending.length < due) pending.push(send(url, token, agent));
    await new Promise((resolve) => setTimeout(resolve, tickMilliseconds));
  }
  const all = await Promise.all(pending);
  agent.destroy();
  const answered = all.filter((one) => one !== undefined);
  const refused = answered.filter(({ status }) => status === 429 || status === 503);
  const served = answered.filter(({ status }) => status === 200);
  const byStatus = Object.groupBy(answered, ({ status }) => String(status));
  return {
    sent: all.length,
    statuses: Object.fromEntries(Object.entries(byStatus).map(([status, list]) => [status, list?.length ?? 0])),
    withoutRetryAfter: refused.filter(({ hasRetryAfter }) => !hasRetryAfter).length,
    unanswered: all.length - answered.length,
    slowestMilliseconds: Math.round(answered.reduce((most, { milliseconds }) => Math.max(most, milliseconds), 0)),
    medianOfServed: median(served),
    medianOfRefused: median(refused),
  };
};

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      token: { type: 'string', default: '' },
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '5' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help || values.url === undefined) {
    (values.help ? process.stdout : process.stderr).write(`${usage}\n`);
    process.exit(values.help ? 0 : 2);
  }
  const load = { rate: Number(values.rate), seconds: Number(values.seconds) };
  process.stdout.write(`${JSON.stringify(await openLoop(values.url, values.token, load))}\n`);
}
