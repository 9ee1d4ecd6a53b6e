import type { Clock } from '#shared/kernel/clock.ts';
import type { Counters, EarlyRequest } from './counters.ts';
import type { Service } from './faults.ts';

/** One request as it is counted: each request inside a `$batch` counts as one. */
export interface ReceivedRequest {
  readonly tenantId: string;
  readonly service: Service;
  readonly template: string;
  /** For Outlook requests, because Outlook throttles by mailbox. */
  readonly mailbox?: string;
}

/** A request that was in flight when the 429 was sent does not count as early. */
const graceMilliseconds = 1000;
const keptExamples = 100;

interface Window {
  readonly fromMilliseconds: number;
  readonly untilMilliseconds: number;
}

interface TenantTally {
  requests: number;
  byService: Partial<Record<Service, number>>;
  byTemplate: Record<string, number>;
  byStatus: Record<string, number>;
  throttledByTemplate: Record<string, number>;
}

const increment = <Key extends PropertyKey>(tally: Partial<Record<Key, number>>, key: Key): void => {
  tally[key] = (tally[key] ?? 0) + 1;
};

/**
 * A window applies to the same tenant and route and to the same tenant and service; for Outlook, within one mailbox.
 */
const windowKeys = ({ tenantId, service, template, mailbox }: ReceivedRequest): readonly string[] => [
  JSON.stringify([tenantId, 'route', template, mailbox]),
  JSON.stringify([tenantId, 'service', service, mailbox]),
];

/** Counts requests, and records the Retry-After windows that were sent to detect requests that arrive too early. */
export const openRequestCounter = (clock: Clock) => {
  const totals = { graph: 0, logical: 0, token: 0, writes: 0, throttled: 0, insideRetryAfter: 0 };
  const byService: Partial<Record<Service, number>> = {};
  const byTenant: Record<string, TenantTally> = {};
  const windows = new Map<string, Window>();
  const examples: EarlyRequest[] = [];

  const tenantTally = (tenantId: string): TenantTally => {
    byTenant[tenantId] ??= { requests: 0, byService: {}, byTemplate: {}, byStatus: {}, throttledByTemplate: {} };
    return byTenant[tenantId];
  };
  const openWindow = (received: ReceivedRequest): Window | undefined => {
    const now = clock.now().getTime();
    return windowKeys(received)
      .map((key) => windows.get(key))
      .find(
        (window) =>
          window !== undefined && now >= window.fromMilliseconds + graceMilliseconds && now < window.untilMilliseconds,
      );
  };
  const recordEarly = (received: ReceivedRequest, window: Window): void => {
    totals.insideRetryAfter += 1;
    if (examples.length >= keptExamples) return;
    examples.push({
      at: clock.now().toISOString(),
      ...received,
      windowUntil: new Date(window.untilMilliseconds).toISOString(),
    });
  };

  return {
    /** Counts one HTTP request to either server. */
    countHttp(kind: 'graph' | 'token'): void {
      totals[kind] += 1;
    },
    /**
     * Counts one request as Microsoft throttles it. Returns the seconds left of the Retry-After window it arrived in,
     * if any.
     */
    receive(received: ReceivedRequest): number | undefined {
      if (received.service !== 'token' && received.service !== 'batch') totals.logical += 1;
      increment(byService, received.service);
      const tally = tenantTally(received.tenantId);
      tally.requests += 1;
      increment(tally.byService, received.service);
      increment(tally.byTemplate, received.template);
      const window = openWindow(received);
      if (window === undefined) return undefined;
      recordEarly(received, window);
      return (window.untilMilliseconds - clock.now().getTime()) / 1000;
    },
    /** Counts the status of an answer; a 429 with a Retry-After opens a window. */
    recordAnswer(received: ReceivedRequest, status: number, retryAfterSeconds: number | undefined): void {
      const tally = tenantTally(received.tenantId);
      increment(tally.byStatus, String(status));
      if (status === 429) {
        totals.throttled += 1;
        increment(tally.throttledByTemplate, received.template);
      }
      if (retryAfterSeconds === undefined || !(retryAfterSeconds > 0)) return;
      const fromMilliseconds = clock.now().getTime();
      const untilMilliseconds = fromMilliseconds + retryAfterSeconds * 1000;
      for (const key of windowKeys(received)) {
        const running = windows.get(key);
        const isOpen = running !== undefined && running.untilMilliseconds > fromMilliseconds;
        if (!isOpen) windows.set(key, { fromMilliseconds, untilMilliseconds });
        else if (running.untilMilliseconds < untilMilliseconds)
          windows.set(key, { fromMilliseconds: running.fromMilliseconds, untilMilliseconds });
      }
    },
    countWrite(): void {
      totals.writes += 1;
    },
    counters: (): Counters => structuredClone({ ...totals, insideRetryAfterRequests: examples, byService, byTenant }),
  };
};

export type RequestCounter = ReturnType<typeof openRequestCounter>;
