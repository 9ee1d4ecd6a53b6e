import type { Clock } from '#shared/kernel/clock.ts';
import type { Counters, EarlyRequest } from './counters.ts';
import type { Service } from './faults.ts';

/** One request as it is counted: each one inside a `$batch` is one. */
export interface ReceivedRequest {
  readonly tenantId: string;
  readonly service: Service;
  readonly template: string;
  /** Of Outlook: the mailbox, because Outlook throttles by mailbox. */
  readonly mailbox?: string;
}

/** What was in flight when the 429 was sent could not know of it. */
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
}

const raise = <Key extends PropertyKey>(tally: Partial<Record<Key, number>>, key: Key): void => {
  tally[key] = (tally[key] ?? 0) + 1;
};

/** The same tenant and route, and the same tenant and service; for Outlook, of the same mailbox. */
const windowKeys = ({ tenantId, service, template, mailbox }: ReceivedRequest): readonly string[] => [
  JSON.stringify([tenantId, 'route', template, mailbox]),
  JSON.stringify([tenantId, 'service', service, mailbox]),
];

/** Counts what arrives, and remembers the Retry-After windows that were handed out, to notice who comes too early. */
export const openRequestCounter = (clock: Clock) => {
  const totals = { graph: 0, logical: 0, token: 0, writes: 0, throttled: 0, insideRetryAfter: 0 };
  const byService: Partial<Record<Service, number>> = {};
  const byTenant: Record<string, TenantTally> = {};
  const windows = new Map<string, Window>();
  const examples: EarlyRequest[] = [];

  const tenantTally = (tenantId: string): TenantTally => {
    byTenant[tenantId] ??= { requests: 0, byService: {}, byTemplate: {}, byStatus: {} };
    return byTenant[tenantId];
  };
  const openWindow = (arrival: ReceivedRequest): Window | undefined => {
    const now = clock.now().getTime();
    return windowKeys(arrival)
      .map((key) => windows.get(key))
      .find(
        (window) =>
          window !== undefined && now >= window.fromMilliseconds + graceMilliseconds && now < window.untilMilliseconds,
      );
  };
  const noteEarly = (arrival: ReceivedRequest, window: Window): void => {
    totals.insideRetryAfter += 1;
    if (examples.length >= keptExamples) return;
    examples.push({
      at: clock.now().toISOString(),
      ...arrival,
      windowUntil: new Date(window.untilMilliseconds).toISOString(),
    });
  };

  return {
    /** One HTTP request to either server. */
    countHttp(kind: 'graph' | 'token'): void {
      totals[kind] += 1;
    },
    /** One request as Microsoft throttles it. Answers how many seconds are left of a window it came into too early. */
    receive(arrival: ReceivedRequest): number | undefined {
      if (arrival.service !== 'token' && arrival.service !== 'batch') totals.logical += 1;
      raise(byService, arrival.service);
      const tally = tenantTally(arrival.tenantId);
      tally.requests += 1;
      raise(tally.byService, arrival.service);
      raise(tally.byTemplate, arrival.template);
      const window = openWindow(arrival);
      if (window === undefined) return undefined;
      noteEarly(arrival, window);
      return (window.untilMilliseconds - clock.now().getTime()) / 1000;
    },
    /** What was answered; a 429 with seconds to wait opens a window. */
    recordAnswer(arrival: ReceivedRequest, status: number, retryAfterSeconds: number | undefined): void {
      raise(tenantTally(arrival.tenantId).byStatus, String(status));
      if (status === 429) totals.throttled += 1;
      if (retryAfterSeconds === undefined || !(retryAfterSeconds > 0)) return;
      const fromMilliseconds = clock.now().getTime();
      const untilMilliseconds = fromMilliseconds + retryAfterSeconds * 1000;
      for (const key of windowKeys(arrival)) {
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
