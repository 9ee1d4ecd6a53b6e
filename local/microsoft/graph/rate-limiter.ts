import type { Clock } from '#shared/kernel/clock.ts';
import type { ReceivedRequest } from '../request-counter.ts';
import type { SimulatedTenant } from '../tenant.ts';
import { type RateLimit, type RateLimitScope, rateLimits } from './rate-limits.ts';

export interface RateLimitedRequest extends ReceivedRequest {
  readonly tenant: SimulatedTenant;
  readonly appId: string;
  readonly units: number;
}

export type Admission =
  | { readonly admitted: true; readonly release: () => void }
  | { readonly admitted: false; readonly limit: RateLimit; readonly retryAfterSeconds: number | undefined };

/** Retry-After of a concurrency limit, for which no time can be computed. */
const concurrencyRetrySeconds = 10;

interface AdmittedRequest {
  readonly atMilliseconds: number;
  readonly cost: number;
}

const keyOf = (limit: RateLimit, request: RateLimitedRequest): string => {
  const parts: Record<RateLimitScope, string | undefined> = {
    tenant: request.tenantId,
    app: `${request.tenantId}/${request.appId}`,
    mailbox: request.mailbox,
  };
  return JSON.stringify([limit.name, ...limit.per.map((scope) => parts[scope])]);
};

const maxOf = (limit: RateLimit, tenant: SimulatedTenant): number =>
  typeof limit.max === 'number' ? limit.max : limit.max(tenant);

/** Enforces the documented limits by the simulation's clock. With `enforce` false it admits every request. */
export const openRateLimiter = (clock: Clock, enforce: boolean) => {
  const admittedRequests = new Map<string, AdmittedRequest[]>();
  const concurrent = new Map<string, number>();

  const recent = (limit: RateLimit, key: string): AdmittedRequest[] => {
    const since = clock.now().getTime() - (limit.windowSeconds ?? 0) * 1000;
    const kept = (admittedRequests.get(key) ?? []).filter(({ atMilliseconds }) => atMilliseconds > since);
    admittedRequests.set(key, kept);
    return kept;
  };
  /** Seconds until the limit admits the request; undefined if it does now. */
  const secondsUntilAdmitted = (limit: RateLimit, request: RateLimitedRequest): number | undefined => {
    const key = keyOf(limit, request);
    const max = maxOf(limit, request.tenant);
    if (limit.windowSeconds === undefined)
      return (concurrent.get(key) ?? 0) < max ? undefined : concurrencyRetrySeconds;
    const kept = recent(limit, key);
    const cost = limit.inUnits === true ? request.units : 1;
    const used = kept.reduce((sum, admittedRequest) => sum + admittedRequest.cost, 0);
    const first = kept[0];
    if (used + cost <= max || first === undefined) return undefined;
    const freeAt = first.atMilliseconds + limit.windowSeconds * 1000;
    return Math.max(1, Math.ceil((freeAt - clock.now().getTime()) / 1000));
  };
  const record = (limit: RateLimit, request: RateLimitedRequest): void => {
    const key = keyOf(limit, request);
    if (limit.windowSeconds === undefined) concurrent.set(key, (concurrent.get(key) ?? 0) + 1);
    else
      recent(limit, key).push({
        atMilliseconds: clock.now().getTime(),
        cost: limit.inUnits === true ? request.units : 1,
      });
  };

  return {
    admit: (request: RateLimitedRequest): Admission => {
      if (!enforce) return { admitted: true, release: () => undefined };
      const applicable = rateLimits.filter(
        ({ services, templates }) =>
          services.includes(request.service) && (templates === undefined || templates.includes(request.template)),
      );
      for (const limit of applicable) {
        const seconds = secondsUntilAdmitted(limit, request);
        if (seconds !== undefined)
          return { admitted: false, limit, retryAfterSeconds: limit.sendsRetryAfter ? seconds : undefined };
      }
      for (const limit of applicable) record(limit, request);
      const release = (): void => {
        for (const limit of applicable.filter(({ windowSeconds }) => windowSeconds === undefined)) {
          const key = keyOf(limit, request);
          concurrent.set(key, (concurrent.get(key) ?? 1) - 1);
        }
      };
      return { admitted: true, release };
    },
  };
};

export type RateLimiter = ReturnType<typeof openRateLimiter>;
