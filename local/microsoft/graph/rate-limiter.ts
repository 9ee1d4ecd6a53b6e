import type { Clock } from '#shared/kernel/clock.ts';
import type { Arrival } from '../request-counter.ts';
import type { SimulatedTenant } from '../tenant.ts';
import { type Limit, type LimitScope, limits } from './rate-limits.ts';

export interface Entrant extends Arrival {
  readonly tenant: SimulatedTenant;
  readonly appId: string;
  readonly units: number;
}

export type Admission =
  | { readonly admitted: true; readonly leave: () => void }
  | { readonly admitted: false; readonly limit: Limit; readonly retryAfterSeconds: number | undefined };

/** What Exchange says when too many come at once; it names no time of its own. */
const concurrencyRetrySeconds = 10;

interface Passage {
  readonly atMilliseconds: number;
  readonly cost: number;
}

const keyOf = (limit: Limit, entrant: Entrant): string => {
  const parts: Record<LimitScope, string | undefined> = {
    tenant: entrant.tenantId,
    app: `${entrant.tenantId}/${entrant.appId}`,
    mailbox: entrant.mailbox,
  };
  return JSON.stringify([limit.name, ...limit.per.map((scope) => parts[scope])]);
};

const maxOf = (limit: Limit, tenant: SimulatedTenant): number =>
  typeof limit.max === 'number' ? limit.max : limit.max(tenant);

/** Holds the documented limits, measured with the simulation's clock. Switched off, it lets everything in. */
export const openThrottleGate = (clock: Clock, enforce: boolean) => {
  const passages = new Map<string, Passage[]>();
  const inside = new Map<string, number>();

  const recent = (limit: Limit, key: string): Passage[] => {
    const since = clock.now().getTime() - (limit.windowSeconds ?? 0) * 1000;
    const kept = (passages.get(key) ?? []).filter(({ atMilliseconds }) => atMilliseconds > since);
    passages.set(key, kept);
    return kept;
  };
  /** Undefined where there is room; else the seconds until there is. */
  const secondsUntilRoom = (limit: Limit, entrant: Entrant): number | undefined => {
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
  const pass = (limit: Limit, entrant: Entrant): void => {
    const key = keyOf(limit, entrant);
    if (limit.windowSeconds === undefined) inside.set(key, (inside.get(key) ?? 0) + 1);
    else
      recent(limit, key).push({
        atMilliseconds: clock.now().getTime(),
        cost: limit.inUnits === true ? entrant.units : 1,
      });
  };

  return {
    enter: (entrant: Entrant): Admission => {
      if (!enforce) return { admitted: true, leave: () => undefined };
      const mine = limits.filter(
        ({ services, templates }) =>
          services.includes(entrant.service) && (templates === undefined || templates.includes(entrant.template)),
      );
      for (const limit of mine) {
        const seconds = secondsUntilRoom(limit, entrant);
        if (seconds !== undefined)
          return { admitted: false, limit, retryAfterSeconds: limit.saysWhen ? seconds : undefined };
      }
      for (const limit of mine) pass(limit, entrant);
      const leave = (): void => {
        for (const limit of mine.filter(({ windowSeconds }) => windowSeconds === undefined)) {
          const key = keyOf(limit, entrant);
          inside.set(key, (inside.get(key) ?? 1) - 1);
        }
      };
      return { admitted: true, leave };
    },
  };
};

export type ThrottleGate = ReturnType<typeof openThrottleGate>;
