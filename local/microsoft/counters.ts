import type { Service } from './faults.ts';

/** Counts of all requests, for tests, the demo and the scoreboard. `GET /_sim/counters` returns the same. */
export interface Counters {
  /** HTTP requests to Graph; a `$batch` is one. */
  readonly graph: number;
  /**
   * Graph requests as Microsoft throttles them: each request inside a `$batch` counts, the `$batch` itself does not.
   */
  readonly logical: number;
  /** Requests to the token endpoint. */
  readonly token: number;
  /** Requests with a method that writes; all were refused with 405. */
  readonly writes: number;
  /** Requests answered with 429. */
  readonly throttled: number;
  /** Requests that arrived inside a Retry-After window, more than a second after it was opened. */
  readonly insideRetryAfter: number;
  /** The first hundred of those. */
  readonly insideRetryAfterRequests: readonly EarlyRequest[];
  readonly byService: Readonly<Partial<Record<Service, number>>>;
  readonly byTenant: Readonly<Record<string, TenantCounters>>;
}

export interface TenantCounters {
  readonly requests: number;
  readonly byService: Readonly<Partial<Record<Service, number>>>;
  /** By path template. */
  readonly byTemplate: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** The requests answered with 429, by path template. */
  readonly throttledByTemplate: Readonly<Record<string, number>>;
}

export interface EarlyRequest {
  readonly at: string;
  readonly tenantId: string;
  readonly service: Service;
  readonly template: string;
  readonly mailbox?: string;
  readonly windowUntil: string;
}
