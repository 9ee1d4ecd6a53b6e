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

/** What Exchange says when too many come at once; it names no time of its own. */
const concurrencyRetrySeconds = 10;

interface Passage {
  readonly atMilliseconds: number;
  readonly cost: number;
}

const keyOf = (limit: RateLimit, entrant: RateLimitedRequest): string => {
  const parts: Record<RateLimitScope, string | undefined> = {
    tenant: entrant.tenantId,
    app: `${entrant.tenantId}/${entrant.appId}`,
    mailbox: entrant.mailbox,
  };
  return JSON.stringify([limit.name, ...limit.per.map((scope) => parts[scope])]);
};

const maxOf = (limit: RateLimit, tenant: SimulatedTenant): number =>
  typeof limit.max === 'number' ? limit.max : limit.max(tenant);

/** Holds the documented limits, measured with the simulation's clock. Switched off, it lets everything in. */
export const openRateLimiter = (clock: Clock, enforce: boolean) => {
  const passages = new Map<string, Passage[]>();
  const inside = new Map<string, number>();

  const recent = (limit: RateLimit, key: string): Passage[] => {
    const since = clock.now().getTime() - (limit.windowSeconds ?? 0) * 1000;
    const kept = (passages.get(key) ?? []).filter(({ atMilliseconds }) => atMilliseconds > since);
    passages.set(key, kept);
    return kept;
  };
  /** Undefined where there is room; else the seconds until there is. */
  const secondsUntilRoom = (limit: RateLimit, entrant: RateLimitedRequest): number | undefined => {
    const key = keyOf(limit, entrant);
    const max = maxOf(limit, entrant.tenant);
    if (limit.windowSeconds === undefined) return (inside.get(key) ?? 0) < max ? undefined : concurrencyRetrySeconds;
    const kept = recent(limit, key);
    const cost = limit.inUnits === true ? entrant.units : 1;
    const used = kept.reduce((sum, passage) => sum + passage.cost, 0);
    const first = kept[0];
    if (used + cost <= max || first === undefined) return undefined;
    const freeAt = first.atMilliseconds + limit.windowSeconds * 1000;
    return Math.max(1, Math.ceil((freeAt - clock.now().getTime()) / 1000));
  };
  const pass = (limit: RateLimit, entrant: RateLimitedRequest): void => {
    const key = keyOf(limit, entrant);
    if (limit.windowSeconds === undefined) inside.set(key, (inside.get(key) ?? 0) + 1);
    else
      recent(limit, key).push({
        atMilliseconds: clock.now().getTime(),
        cost: limit.inUnits === true ? entrant.units : 1,
      });
  };

  return {
    enter: (entrant: RateLimitedRequest): Admission => {
      if (!enforce) return { admitted: true, release: () => undefined };
      const mine = rateLimits.filter(
        ({ services, templates }) =>
          services.includes(entrant.service) && (templates === undefined || templates.includes(entrant.template)),
      );
      for (const limit of mine) {
        const seconds = secondsUntilRoom(limit, entrant);
        if (seconds !== undefined)
          return { admitted: false, limit, retryAfterSeconds: limit.sendsRetryAfter ? seconds : undefined };
      }
      for (const limit of mine) pass(limit, entrant);
      const release = (): void => {
        for (const limit of mine.filter(({ windowSeconds }) => windowSeconds === undefined)) {
          const key = keyOf(limit, entrant);
          inside.set(key, (inside.get(key) ?? 1) - 1);
        }
      };
      return { admitted: true, release };
    },
  };
};

export type RateLimiter = ReturnType<typeof openRateLimiter>;
