import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessClaims, TokenCheck } from '../entra/signing-key.ts';
import type { Fault } from '../faults.ts';
import { type Answer, readBody, retryAfterSeconds, sendAnswer } from '../http-answer.ts';
import type { Simulation } from '../simulation.ts';
import { type DispatchResult, dispatch, type IncomingRequest } from './dispatch.ts';
import { answerBatch, corruptBatch } from './graph-batch.ts';
import { graphError, tooManyRequests } from './graph-errors.ts';
import type { GraphVersion } from './graph-resource.ts';
import { answerSimulatorRoute } from './simulator-routes.ts';

/** Request listener of `https://graph.microsoft.com`, including the simulator's own routes. */
export const graphListener =
  (simulation: Simulation) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await readBody(request);
    const simulatorAnswer = answerSimulatorRoute(simulation, request, text);
    if (simulatorAnswer !== undefined) {
      await sendAnswer(response, simulatorAnswer, undefined);
      return;
    }
    simulation.requests.countHttp('graph');
    const { answer, fault, release } = await answerGraph(simulation, request, text);
    const headers = { 'request-id': 'simulated', 'cache-control': 'no-cache', ...answer.headers };
    await sendAnswer(response, { ...answer, headers }, fault).finally(release);
  };

const refusedToken: Record<Extract<TokenCheck, { ok: false }>['reason'], string> = {
  expired: 'Lifetime validation failed, the token is expired.',
  malformed: 'CompactToken parsing failed with error code: 80049217',
  audience: 'Access token validation failure. Invalid audience.',
};

const answerGraph = async (simulation: Simulation, request: IncomingMessage, text: string): Promise<DispatchResult> => {
  const now = simulation.clock.now();
  const url = new URL(request.url ?? '/', 'https://graph.microsoft.com');
  const [, version, path] = /^\/(v1\.0|beta)(\/.*)$/.exec(url.pathname) ?? [];
  if (version === undefined || path === undefined) {
    return { answer: graphError(400, 'BadRequest', `Invalid version: ${url.pathname.split('/')[1] ?? ''}`, now) };
  }
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (token === undefined)
    return { answer: graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', now) };
  const check = await simulation.key.check(token);
  if (!check.ok) return { answer: graphError(401, 'InvalidAuthenticationToken', refusedToken[check.reason], now) };
  return answerForTenant(
    simulation,
    request,
    { version: version === 'beta' ? 'beta' : 'v1.0', path, search: url.search },
    check.claims,
    text,
  );
};

const answerForTenant = (
  simulation: Simulation,
  request: IncomingMessage,
  target: { readonly version: GraphVersion; readonly path: string; readonly search: string },
  claims: AccessClaims,
  text: string,
): DispatchResult => {
  const tenant = simulation.tenants.get(claims.tenantId);
  if (tenant === undefined) {
    const message = 'The identity of the calling application could not be established.';
    return { answer: graphError(401, 'Authorization_IdentityNotFound', message, simulation.clock.now()) };
  }
  const incoming: IncomingRequest = {
    method: request.method ?? 'GET',
    ...target,
    headers: lowerCase(request),
    tenant,
    claims,
  };
  return target.path === '/$batch' && incoming.method === 'POST'
    ? answerBatchRequest(simulation, incoming, text)
    : dispatch(simulation, incoming);
};

const lowerCase = (request: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));

/** The batch itself is counted and can fail, but no rate limit applies to it. */
const answerBatchRequest = (simulation: Simulation, incoming: IncomingRequest, text: string): DispatchResult => {
  const received = { tenantId: incoming.tenant.tenantId, service: 'batch', template: '/$batch' } as const;
  simulation.requests.receive(received);
  const fault = simulation.faults.faultFor(received, incoming.tenant);
  const answer =
    fault?.status === undefined
      ? corruptBatch(answerBatch(simulation, incoming, text), fault?.batch)
      : batchFaultAnswer(simulation, fault, fault.status);
  simulation.requests.recordAnswer(
    received,
    answer.status,
    retryAfterSeconds(answer.headers['Retry-After'], simulation.clock),
  );
  return { answer, fault };
};

const batchFaultAnswer = (simulation: Simulation, fault: Fault, status: number): Answer => {
  const now = simulation.clock.now();
  const retryAfter = fault.retryAfter === undefined ? undefined : String(fault.retryAfter);
  const refused = status === 429 ? tooManyRequests(retryAfter, now) : graphError(status, 'UnknownError', '', now);
  const headers = { ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }), ...fault.headers };
  return { status, headers, body: fault.body ?? refused.body };
};
