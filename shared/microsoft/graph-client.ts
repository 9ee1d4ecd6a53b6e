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

/**
 * One request as the middleware chain carries it. The library rebuilds URLs from their parts, but next links must be
 * followed unchanged.
 */
export interface GraphCall extends OutgoingRequest {
  readonly buckets: readonly string[];
  readonly inMailbox: boolean;
  /** The answer is a redirect to the content. */
  readonly expectsRedirect?: true;
}

export interface GraphClient {
  /** The parsed body of a successful response. */
  send(call: GraphCall): Promise<unknown>;
  /** The content behind a link that Graph returned, as text. */
  download(link: string, buckets: readonly string[]): Promise<string>;
  /** Number of requests sent, each attempt counted. */
  requests(): number;
}

export interface GraphClientParts {
  /** The tenant's tokens. A fresh one comes from Entra. */
  readonly tokens: { token(fresh: boolean): Promise<Secret> };
  readonly transport: Transport;
  readonly retryPolicy: RetryPolicy;
  /**
   * `low` for background work, which yields to requests a person waits for.
   * https://learn.microsoft.com/graph/throttling
   */
  readonly priority: 'low' | 'high';
}

/** The state of one request in the chain. It travels as a middleware option of the library's request. */
class Exchange {
  readonly call: GraphCall;
  headers: Record<string, string>;
  answer: unknown = undefined;
  failure: unknown = undefined;

  constructor(call: GraphCall) {
    this.call = call;
    this.headers = { ...call.headers };
  }
}

type Step = (exchange: Exchange) => Promise<void>;

/** The body of a successful response. Throws the classified error otherwise. */
const parseResponse = (
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

/** Time-out of one response. Requests a person waits for get less time, and no request runs past the deadline. */
const maxTimeoutSeconds = { high: 8, low: 30 } as const;
const minTimeoutSeconds = 1;

const timeoutOf = ({ priority, retryPolicy }: GraphClientParts): number =>
  Math.max(minTimeoutSeconds, Math.min(maxTimeoutSeconds[priority], remainingSeconds(retryPolicy)));

/** Last step of the chain: sends the request, counts it, and classifies the response. */
const sendStep =
  (parts: GraphClientParts, count: () => void): Step =>
  async (exchange) => {
    const { transport, retryPolicy } = parts;
    const { method, url, body } = exchange.call;
    count();
    const headers = { ...exchange.headers, 'client-request-id': randomUUID() };
    const request = { method, url, headers, timeoutSeconds: timeoutOf(parts), ...(body !== undefined && { body }) };
    const answer = await transport(request);
    exchange.answer = parseResponse(exchange.call, answer, retryPolicy.clock.now());
  };

const retryStep =
  ({ retryPolicy }: GraphClientParts, next: Step): Step =>
  (exchange) =>
    withRetry(retryPolicy, exchange.call.buckets, () => next(exchange));

/** A token can be revoked or expire while it is cached. When Graph refuses a token, a fresh one is requested once. */
const tokenStep =
  ({ tokens, retryPolicy }: GraphClientParts, next: Step): Step =>
  async (exchange) => {
    const sendWithToken = async (fresh: boolean) => {
      const token = await withRetry(retryPolicy, tokenBucket, () => tokens.token(fresh));
      exchange.headers = { ...exchange.headers, authorization: `Bearer ${token.reveal()}` };
      await next(exchange);
    };
    try {
      await sendWithToken(false);
    } catch (error) {
      if (!isAppError(error, 'TokenRefused')) throw error;
      await sendWithToken(true);
    }
  };

const headerStep =
  ({ priority }: GraphClientParts, next: Step): Step =>
  async (exchange) => {
    exchange.headers = { accept: 'application/json', 'x-ms-throttle-priority': priority, ...exchange.headers };
    await next(exchange);
  };

/**
 * Adapts our chain to the library's middleware interface. The library wraps whatever is thrown, so failures are stored
 * in the exchange.
 */
class MiddlewareChain implements Middleware {
  readonly #first: Step;

  constructor(first: Step) {
    this.#first = first;
  }

  async execute(context: Context): Promise<void> {
    const exchange = context.middlewareControl?.getMiddlewareOptions(Exchange);
    if (!(exchange instanceof Exchange)) throw new Error('a graph request without its exchange');
    try {
      await this.#first(exchange);
    } catch (failure) {
      exchange.failure = failure;
    }
    context.response = new Response(null, { status: 204 });
  }
}

export const openGraphClient = (parts: GraphClientParts): GraphClient => {
  let sent = 0;
  const last = sendStep(parts, () => {
    sent += 1;
  });
  const chain = headerStep(parts, tokenStep(parts, retryStep(parts, last)));
  const client = Client.initWithMiddleware({ middleware: new MiddlewareChain(chain) });
  return {
    async send(call) {
      const exchange = new Exchange(call);
      const request = client.api('/').middlewareOptions([exchange]).responseType(ResponseType.RAW);
      await (call.method === 'POST' ? request.post(call.body) : request.get());
      if (exchange.failure !== undefined) throw exchange.failure;
      return exchange.answer;
    },
    download: (link, buckets) => downloadReport({ ...parts, timeoutSeconds: timeoutOf(parts) }, link, buckets),
    requests: () => sent,
  };
};
