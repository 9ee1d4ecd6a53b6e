import type { Service } from './faults.ts';

/** Everything that arrived, for tests, the demo and the scoreboard. `GET /_sim/counters` answers the same. */
export interface Counters {
  /** HTTP requests to Graph; a `$batch` is one. */
  readonly graph: number;
  /** Graph requests as Microsoft throttles them: each one inside a `$batch` counts, the `$batch` itself does not. */
  readonly logical: number;
  /** Requests to the token endpoint. */
  readonly token: number;
  /** Attempts to change anything; all were refused with 405. */
  readonly writes: number;
  /** Requests answered with 429. */
  readonly throttled: number;
  /** Requests that came inside a Retry-After window, more than a second after it was handed out. */
  readonly insideRetryAfter: number;
  /** The first hundred of those, to look at. */
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
}

export interface EarlyRequest {
  readonly at: string;
  readonly tenantId: string;
  readonly service: Service;
  readonly template: string;
  readonly mailbox?: string;
  readonly windowUntil: string;
}
