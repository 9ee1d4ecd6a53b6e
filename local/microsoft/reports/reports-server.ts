import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, readBody, sendAnswer } from '../http-answer.ts';
import type { Simulation } from '../simulation.ts';

const refusal = (status: number, text: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body: text,
});

const answerTo = ({ downloads }: Simulation, { method, url, headers }: IncomingMessage): Answer => {
  if (method !== 'GET') return refusal(405, 'Method not allowed');
  // A token must never be sent to this host.
  if (headers.authorization !== undefined) return refusal(400, 'The link needs no authorization');
  const text = downloads.read(new URL(url ?? '/', 'https://reports.office.com').pathname);
  if (text === undefined) return refusal(404, 'The link has expired');
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: text };
};

/** Request listener of `https://reports.office.com`. */
export const reportsListener =
  (simulation: Simulation) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    await readBody(request);
    await sendAnswer(response, answerTo(simulation, request), undefined);
  };
