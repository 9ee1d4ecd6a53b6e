import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from '../faults.ts';
import { type Answer, readBody, retryAfterSeconds, sendAnswer } from '../http-answer.ts';
import { guidOf } from '../random.ts';
import type { ReceivedRequest } from '../request-counter.ts';
import { findTenant, type Simulation } from '../simulation.ts';
import { answerConsent } from './consent-page.ts';
import { type AadstsCode, tokenError } from './entra-errors.ts';
import { answerOpenidConfiguration } from './openid-configuration.ts';
import { answerToken } from './token-endpoint.ts';

const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;
const template = '/{tenant}/oauth2/v2.0/token';

/** The error of Entra when a fault sets a status without a body. */
const errorOfStatus = (status: number): AadstsCode => (status === 429 ? 50196 : 90033);

/** `https://login.microsoftonline.com`: discovery, the token endpoint for client credentials, and the consent page. */
export const entraListener =
  (simulation: Simulation) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', 'http://entra');
    const text = await readBody(request);
    const page =
      answerConsent(simulation, url) ?? answerOpenidConfiguration(simulation, url, correlationOf(url, request));
    if (page !== undefined) return sendAnswer(response, page, undefined);
    const tenantName = tokenPath.exec(url.pathname)?.[1];
    if (tenantName === undefined) {
      await sendAnswer(response, { status: 404, headers: { 'content-type': 'text/html' }, body: '' }, undefined);
      return;
    }
    simulation.requests.countHttp('token');
    const { now, correlationId } = { now: simulation.clock.now(), correlationId: correlationOf(url, request) };
    if (request.method !== 'POST') {
      await sendAnswer(response, tokenError(900561, now, correlationId, request.method ?? ''), undefined);
      return;
    }
    const tenant = findTenant(simulation, decodeURIComponent(tenantName));
    const received: ReceivedRequest = { tenantId: tenant?.tenantId ?? tenantName, service: 'token', template };
    const secondsLeft = simulation.requests.receive(received);
    const fault = simulation.faults.faultFor(received, tenant);
    const tokenRequest = {
      tenantName: decodeURIComponent(tenantName),
      form: new URLSearchParams(text),
      correlationId,
    };
    const answer =
      secondsLeft !== undefined
        ? faultAnswer({ retryAfter: Math.ceil(secondsLeft) }, 429, now, correlationId)
        : fault?.status !== undefined
          ? faultAnswer(fault, fault.status, now, correlationId)
          : await answerToken(simulation, tokenRequest);
    simulation.requests.recordAnswer(
      received,
      answer.status,
      retryAfterSeconds(answer.headers['retry-after'], simulation.clock),
    );
    await sendAnswer(response, answer, fault);
  };

const correlationOf = (url: URL, request: IncomingMessage): string =>
  url.searchParams.get('client-request-id') ?? String(request.headers['client-request-id'] ?? guidOf('no correlation'));

const faultAnswer = (fault: Fault, status: number, now: Date, correlationId: string): Answer => {
  const documented = tokenError(errorOfStatus(status), now, correlationId);
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
