import type { AccessClaims } from '../entra/signing-key.ts';
import type { Fault } from '../faults.ts';
import { type Answer, retryAfterSeconds } from '../http-answer.ts';
import type { ReceivedRequest } from '../request-counter.ts';
import type { Simulation } from '../simulation.ts';
import type { SimulatedTenant } from '../tenant.ts';
import { corruptPaging } from './corrupt-paging.ts';
import { graphError, scopeMissing, tooManyRequests } from './graph-errors.ts';
import type { GraphCall, GraphVersion, Resource } from './graph-resource.ts';
import { findRoute } from './graph-routes.ts';
import { parseQuery, type Query } from './query.ts';
import { findUser } from './resources/user-entity.ts';

/** One request to Graph: a request of its own, or one inside a `$batch`. */
export interface IncomingRequest {
  readonly method: string;
  readonly version: GraphVersion;
  readonly path: string;
  readonly search: string;
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly tenant: SimulatedTenant;
  readonly claims: AccessClaims;
}

export interface DispatchResult {
  readonly answer: Answer;
  /** Applied when the answer is sent; ignored for a request inside a `$batch`. */
  readonly fault?: Fault | undefined;
  /** Call it when the answer was sent: until then the request counts as concurrent. */
  readonly release?: () => void;
}

/** Answers one request: counts it, then applies faults, rate limits and scopes, and then calls the resource. */
export const dispatch = (simulation: Simulation, request: IncomingRequest): DispatchResult => {
  const now = simulation.clock.now();
  if (request.method !== 'GET') {
    simulation.requests.countWrite();
    return {
      answer: graphError(
        405,
        'Request_BadRequest',
        'Specified HTTP method is not allowed for the request target.',
        now,
      ),
    };
  }
  const match = findRoute(request.version, request.path);
  if (match === undefined) {
    return { answer: graphError(404, 'ResourceNotFound', 'Resource could not be discovered.', now) };
  }
  const { resource, params } = match;
  const query = parseQuery(new URLSearchParams(request.search));
  const received = receivedOf(request, resource, params, query);
  const outcome = answerOrRefuse(simulation, request, { resource, params, query, received, now });
  const retryAfter = outcome.answer.headers['Retry-After'] ?? outcome.answer.headers['retry-after'];
  simulation.requests.recordAnswer(received, outcome.answer.status, retryAfterSeconds(retryAfter, simulation.clock));
  return outcome;
};

interface Routed {
  readonly resource: Resource;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly received: ReceivedRequest;
  readonly now: Date;
}

const receivedOf = (
  request: IncomingRequest,
  resource: Resource,
  params: Routed['params'],
  query: Query,
): ReceivedRequest => {
  const mailbox = resource.mailboxParam === undefined ? undefined : params[resource.mailboxParam];
  return {
    tenantId: request.tenant.tenantId,
    service: resource.serviceOf?.(query) ?? resource.service,
    template: resource.template,
    // Outlook counts by mailbox, whether the URL names it by id or by address.
    ...(mailbox === undefined ? {} : { mailbox: findUser(request.tenant, mailbox)?.id ?? mailbox }),
  };
};

const answerOrRefuse = (simulation: Simulation, request: IncomingRequest, routed: Routed): DispatchResult => {
  const { received, now, resource, query } = routed;
  const secondsLeft = simulation.requests.receive(received);
  const fault = simulation.faults.faultFor(received, request.tenant);
  if (secondsLeft !== undefined) return { answer: tooManyRequests(String(Math.ceil(secondsLeft)), now) };
  if (fault?.status !== undefined) return { answer: faultyAnswer(fault, fault.status, now), fault };
  const admission = simulation.rateLimiter.admit({
    ...received,
    tenant: request.tenant,
    appId: request.claims.appId,
    units: unitsOf(resource, query),
  });
  if (!admission.admitted) {
    const { limit, retryAfterSeconds } = admission;
    const refused = tooManyRequests(retryAfterSeconds === undefined ? undefined : String(retryAfterSeconds), now);
    return { answer: limit.error === undefined ? refused : { ...refused, body: { error: limit.error } } };
  }
  const answer = validateScopes(request, routed) ?? resource.answer(callOf(simulation, request, routed));
  return {
    answer: corruptPaging(answer, fault, `/${request.version}${request.path}${request.search}`),
    fault,
    release: admission.release,
  };
};

const callOf = (
  { downloads }: Simulation,
  { tenant, claims, version, path, headers }: IncomingRequest,
  { params, query, now }: Routed,
): GraphCall => ({
  publishReport: (text) => downloads.publish(text),
  tenant,
  claims,
  now,
  version,
  path,
  params,
  query,
  headers,
});

/** The scopes of the token apply to every mailbox; those that Exchange granted are added for a single mailbox. */
const grantsOf = ({ claims, tenant }: IncomingRequest, { resource, params }: Routed): readonly string[] => {
  const mailbox = resource.mailboxParam === undefined ? undefined : params[resource.mailboxParam];
  const user = mailbox === undefined ? undefined : findUser(tenant, mailbox);
  return [...claims.roles, ...(user?.mailbox?.grantedByExchange ?? [])];
};

const validateScopes = (request: IncomingRequest, routed: Routed): Answer | undefined => {
  const { resource, query, now } = routed;
  const { claims } = request;
  const granted = grantsOf(request, routed);
  const lacksAll = (scopes: readonly string[]): boolean => !scopes.some((scope) => granted.includes(scope));
  if (lacksAll(resource.scopes)) {
    return scopeMissing(resource.refusal, { scopes: resource.scopes, granted: claims.roles }, now);
  }
  const additional = resource.additionalScopes?.(query) ?? [];
  if (additional.length === 0 || !lacksAll(additional)) return undefined;
  return scopeMissing('reports', { scopes: additional, granted: claims.roles }, now);
};

const smallPage = 20;
const unitsOf = ({ units }: Resource, { select, expand, top }: Query): number => {
  const reduction = (select === undefined ? 0 : 1) + (top !== undefined && top < smallPage ? 1 : 0);
  return Math.max(1, (units ?? 1) + (expand === undefined ? 0 : 1) - reduction);
};

const faultyAnswer = (fault: Fault, status: number, now: Date): Answer => {
  const retryAfter = fault.retryAfter === undefined ? undefined : String(fault.retryAfter);
  const documented = status === 429 ? tooManyRequests(retryAfter, now) : graphError(status, 'UnknownError', '', now);
  const headers = { ...(retryAfter === undefined ? {} : { 'Retry-After': retryAfter }), ...fault.headers };
  return { status, headers, body: fault.body ?? documented.body };
};
