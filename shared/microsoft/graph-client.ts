import { randomUUID } from 'node:crypto';
import { Client, type Context, type Middleware, ResponseType } from '@microsoft/microsoft-graph-client';
import { AppError, isAppError } from '#shared/kernel/errors.ts';
import type { Secret } from '#shared/kernel/secret.ts';
import { classifyGraph } from './classify.ts';
import type { HttpResponse, OutgoingRequest, Transport } from './origins.ts';
import { parseJsonOrUndefined } from './parse-json.ts';
import { downloadReport, reportLink } from './report-link.ts';
import { tokenBucket } from './token.ts';
import { type RetryPolicy, remainingSeconds, withRetry } from './with-retry.ts';

/** One request as the chain carries it. The library rebuilds addresses from their parts; next links must be followed as they came. */
export interface GraphCall extends OutgoingRequest {
  readonly buckets: readonly string[];
  readonly inMailbox: boolean;
  /** The answer is a redirect, and what is asked for stands behind it. */
  readonly expectsRedirect?: true;
}

export interface GraphClient {
  /** The parsed answer of a request that succeeded. */
  send(call: GraphCall): Promise<unknown>;
  /** What stands behind a link that Graph handed out, as text. */
  download(link: string, buckets: readonly string[]): Promise<string>;
  /** Requests that left, each attempt counted. */
  requests(): number;
}

export interface GraphClientParts {
  /** The tenant's tokens; a fresh one comes from Entra. */
  readonly tokens: { token(fresh: boolean): Promise<Secret> };
  readonly transport: Transport;
  readonly retryPolicy: RetryPolicy;
  /** Background work gives way to a person who waits. https://learn.microsoft.com/graph/throttling */
  readonly priority: 'low' | 'high';
}

/** What the chain works on; it travels as an option of the library's request. */
class Journey {
  readonly call: GraphCall;
  headers: Record<string, string>;
  answer: unknown = undefined;
  failure: unknown = undefined;

  constructor(call: GraphCall) {
    this.call = call;
    this.headers = { ...call.headers };
  }
}

type Step = (journey: Journey) => Promise<void>;

/** The answer's content, or what the refusal is called. */
const judged = (
  { inMailbox, expectsRedirect }: GraphCall,
  { status, headers, text }: HttpResponse,
  now: Date,
): unknown => {
  if (expectsRedirect === true && status >= 200 && status < 400) return reportLink(headers);
  const body = parseJsonOrUndefined(text);
  if (status >= 200 && status < 300) {
    if (body === undefined)
      throw new AppError('MicrosoftAnswerMalformed', 'graph answered with something that is not JSON');
    return body;
  }
  if (status >= 300 && status < 400)
    throw new AppError('MicrosoftAnswerMalformed', `graph answered with a redirect, ${status}`);
  throw classifyGraph({ status, headers, body, inMailbox }, now);
};

/** How long one answer may take: a person does not wait as long as a run does, and nobody waits past the deadline. */
const longestSeconds = { high: 8, low: 30 } as const;
const shortestSeconds = 1;

const timeoutOf = ({ priority, retryPolicy }: GraphClientParts): number =>
  Math.max(shortestSeconds, Math.min(longestSeconds[priority], remainingSeconds(retryPolicy)));

/** Last hop: sends, counts, and judges. */
const transporting =
  (parts: GraphClientParts, count: () => void): Step =>
  async (journey) => {
    const { transport, retryPolicy } = parts;
    const { method, url, body } = journey.call;
    count();
    const headers = { ...journey.headers, 'client-request-id': randomUUID() };
    const request = { method, url, headers, timeoutSeconds: timeoutOf(parts), ...(body !== undefined && { body }) };
    const answer = await transport(request);
    journey.answer = judged(journey.call, answer, retryPolicy.clock.now());
  };

const waiting =
  ({ retryPolicy }: GraphClientParts, next: Step): Step =>
  (journey) =>
    withRetry(retryPolicy, journey.call.buckets, () => next(journey));

/** A token can be revoked, or end, while it is in memory: one that Graph refuses is asked for anew, once. */
const authorizing =
  ({ tokens, retryPolicy }: GraphClientParts, next: Step): Step =>
  async (journey) => {
    const carrying = async (fresh: boolean) => {
      const token = await withRetry(retryPolicy, tokenBucket, () => tokens.token(fresh));
      journey.headers = { ...journey.headers, authorization: `Bearer ${token.reveal()}` };
      await next(journey);
    };
    try {
      await carrying(false);
    } catch (error) {
      if (!isAppError(error, 'TokenRefused')) throw error;
      await carrying(true);
    }
  };

const addressing =
  ({ priority }: GraphClientParts, next: Step): Step =>
  async (journey) => {
    journey.headers = { accept: 'application/json', 'x-ms-throttle-priority': priority, ...journey.headers };
    await next(journey);
  };

/** Our chain in the library's clothes. The library wraps whatever is thrown, so failures travel beside it. */
class Chain implements Middleware {
  readonly #first: Step;

  constructor(first: Step) {
    this.#first = first;
  }

  async execute(context: Context): Promise<void> {
    const journey = context.middlewareControl?.getMiddlewareOptions(Journey);
    if (!(journey instanceof Journey)) throw new Error('a graph request without its journey');
    try {
      await this.#first(journey);
    } catch (failure) {
      journey.failure = failure;
    }
    context.response = new Response(null, { status: 204 });
  }
}

export const openGraphClient = (parts: GraphClientParts): GraphClient => {
  let sent = 0;
  const last = transporting(parts, () => {
    sent += 1;
  });
  const chain = addressing(parts, authorizing(parts, waiting(parts, last)));
  const client = Client.initWithMiddleware({ middleware: new Chain(chain) });
  return {
    async send(call) {
      const journey = new Journey(call);
      const request = client.api('/').middlewareOptions([journey]).responseType(ResponseType.RAW);
      await (call.method === 'POST' ? request.post(call.body) : request.get());
      if (journey.failure !== undefined) throw journey.failure;
      return journey.answer;
    },
    download: (link, buckets) => downloadReport({ ...parts, timeoutSeconds: timeoutOf(parts) }, link, buckets),
    requests: () => sent,
  };
};
