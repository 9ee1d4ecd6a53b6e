import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import { type Answer, readBody, secondsOf, send } from '../http-answer.ts';
import { guidOf } from '../random.ts';
import type { Arrival } from '../request-counter.ts';
import { findTenant, type Simulation } from '../simulation.ts';
import { type AadstsCode, refuse } from './entra-errors.ts';
import { answerToken } from './token-endpoint.ts';

const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const template = '/{tenant}/oauth2/v2.0/token';

/** What Entra says where a fault gives a status without a body. */
const bodyOfStatus = (status: number): AadstsCode => (status === 429 ? 50196 : 90033);

/** `https://login.microsoftonline.com`, as far as an application signing in as itself sees it. */
export const entraListener =
  (simulation: Simulation) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://entra');
    const text = await readBody(request);
    const tenantName = tokenPath.exec(url.pathname)?.[1];
    if (tenantName === undefined) {
      await send(response, { status: 404, headers: { 'content-type': 'text/html' }, body: '' }, undefined);
      return;
    }
    simulation.arrivals.http('token');
    const { now, correlationId } = { now: simulation.clock.now(), correlationId: correlationOf(url, request) };
    if (request.method !== 'POST') {
      await send(response, refuse(900561, now, correlationId, request.method ?? ''), undefined);
      return;
    }
    const tenant = findTenant(simulation, decodeURIComponent(tenantName));
    const arrival: Arrival = { tenantId: tenant?.tenantId ?? tenantName, service: 'token', template };
    const secondsLeft = simulation.arrivals.arrive(arrival);
    const fault = simulation.faults.faultFor(arrival, tenant);
    const asked = {
      tenantName: decodeURIComponent(tenantName),
      form: new URLSearchParams(text),
      correlationId,
    };
    const answer =
      secondsLeft !== undefined
        ? faulty({ retryAfter: Math.ceil(secondsLeft) }, 429, now, correlationId)
        : fault?.status !== undefined
          ? faulty(fault, fault.status, now, correlationId)
          : await answerToken(simulation, asked);
    simulation.arrivals.answered(arrival, answer.status, secondsOf(answer.headers['retry-after'], simulation.clock));
    await send(response, answer, fault);
  };

const correlationOf = (url: URL, request: IncomingMessage): string =>
  url.searchParams.get('client-request-id') ?? String(request.headers['client-request-id'] ?? guidOf('no correlation'));

const faulty = (fault: Fault, status: number, now: Date, correlationId: string): Answer => {
  const documented = refuse(bodyOfStatus(status), now, correlationId);
  return {
    status,
    headers: {
      ...documented.headers,
      ...fault.headers,
      ...(fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }),
    },
    body: fault.body ?? documented.body,
  };
};
