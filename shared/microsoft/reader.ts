import { AppError } from '#shared/kernel/errors.ts';
import type { GraphRequest, GraphRequests } from '#shared/surfaces/define-surface.ts';
import { rowsOfCsv } from './csv.ts';
import type { GraphCall } from './graph-client.ts';
import type { Confinement } from './mailbox-guard.ts';
import { followNextLinks } from './pager.ts';
import { headersFor } from './request-headers.ts';
import { absoluteUrl } from './request-url.ts';
import { type BatchParts, sendInBatches } from './send-in-batches.ts';
import { bucketsOf, isMailboxRequest } from './throttle-windows.ts';

/** A reader that counts its requests. */
export interface CountingReader extends GraphRequests {
  /** Requests sent so far, without token requests. */
  requests(): number;
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** GET requests of one tenant. Every request passes the `confine` guard before it is sent. */
export const openReader = (parts: BatchParts, confine: Confinement): CountingReader => {
  const { client, graphOrigin } = parts;
  const callOf = (request: GraphRequest, url: string): GraphCall => ({
    method: 'GET',
    url,
    headers: headersFor(request),
    buckets: bucketsOf(request),
    inMailbox: isMailboxRequest(request),
  });
  return {
    async get(request) {
      confine(request);
      const answer = await client.send(callOf(request, absoluteUrl(graphOrigin, request)));
      if (isObject(answer)) return answer;
      throw new AppError('MicrosoftAnswerMalformed', 'graph answered with something that is no object');
    },
    async *pages(request) {
      confine(request);
      const first = absoluteUrl(graphOrigin, request);
      yield* followNextLinks(first, (url) => client.send(callOf(request, url)));
    },
    async *batch(requests) {
      requests.forEach(confine);
      yield* sendInBatches(parts, requests);
    },
    async *csv(request) {
      confine(request);
      const link = await client.send({ ...callOf(request, absoluteUrl(graphOrigin, request)), expectsRedirect: true });
      yield* rowsOfCsv(await client.download(String(link), bucketsOf(request)));
    },
    requests: () => client.requests(),
  };
};
