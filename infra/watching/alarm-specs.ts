import { Duration } from 'aws-cdk-lib';
import { type IMetric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { StageSettings } from '../settings.ts';
import type { WatchedMetrics } from './watched-metrics.ts';

export interface AlarmSpec {
  /** Also the name of the runbook in `docs/runbooks/`. */
  readonly alarm: string;
  readonly summary: string;
  readonly metric: IMetric;
  /** The alarm fires at this value or above. */
  readonly threshold: number;
  /** Number of breaching periods among the last `of`; default 1 of 1. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** The API path that lists the affected items. */
  readonly list?: string;
  /** A daily metric keeps its state between measurements; missing data of any other metric is not a breach. */
  readonly isDaily?: boolean;
}

const twoOfThree = { bad: 2, of: 3 } as const;

export const alarmsOn = (metrics: WatchedMetrics, settings: StageSettings, apiUrl: string): readonly AlarmSpec[] => [
  ...runAlarms(metrics),
  ...apiAlarms(metrics),
  ...secretAlarms(metrics, `${apiUrl}/v1/book/findings/connection.credential-valid`),
  {
    alarm: 'table-writes-unusual',
    summary: `More than ${settings.tableWritesAnHour} write units in an hour: the most expensive fault here.`,
    metric: metrics.tableWrites.with({ period: Duration.hours(1) }),
    threshold: settings.tableWritesAnHour,
  },
];

const runAlarms = (metrics: WatchedMetrics): readonly AlarmSpec[] => [
  {
    alarm: 'book-run-unaccounted',
    summary: 'A book sync lost track of a tenant: scheduled is not finished + failed + skipped.',
    metric: metrics.unaccounted,
    threshold: 1,
  },
  { alarm: 'book-sync-failed', summary: 'A book sync ended in an error.', metric: metrics.bookFailed, threshold: 1 },
  {
    alarm: 'book-sync-timed-out',
    summary: 'A book sync took longer than it may.',
    metric: metrics.bookTimedOut,
    threshold: 1,
  },
  {
    alarm: 'schedule-start-lost',
    summary: 'A scheduled start could not be made.',
    metric: metrics.lostStarts,
    threshold: 1,
  },
  {
    alarm: 'dead-letters',
    summary: 'An asynchronous function failed three times; its event is in the dead-letter queue.',
    metric: metrics.deadLetters,
    threshold: 1,
  },
  {
    alarm: 'surfaces-failed',
    summary: 'Surfaces that were never read failed again.',
    metric: metrics.surfacesFailed,
    threshold: 20,
    periods: twoOfThree,
  },
  {
    alarm: 'surfaces-stale',
    summary: 'Surfaces that were read before fail now: what is shown grows old.',
    metric: metrics.surfacesStale,
    threshold: 50,
    periods: twoOfThree,
  },
  {
    alarm: 'microsoft-throttles',
    summary: 'Microsoft makes many surfaces wait.',
    metric: metrics.surfacesThrottled,
    threshold: 100,
    periods: twoOfThree,
  },
  {
    alarm: 'audit-not-anchored',
    summary: 'The audit log of an MSP could not be anchored outside the table.',
    metric: metrics.anchorErrors,
    threshold: 1,
  },
  {
    alarm: 'function-errors',
    summary: 'Functions end in errors.',
    metric: metrics.functionErrors,
    threshold: 20,
    periods: twoOfThree,
  },
  {
    alarm: 'function-throttles',
    summary: 'Lambda refuses invocations: the account has no concurrency left.',
    metric: metrics.functionThrottles,
    threshold: 10,
    periods: twoOfThree,
  },
];

const apiAlarms = (metrics: WatchedMetrics): readonly AlarmSpec[] => [
  {
    alarm: 'api-failures',
    summary: 'The API answers 5xx.',
    metric: metrics.apiFailures,
    threshold: 5,
    periods: twoOfThree,
  },
  {
    alarm: 'api-slow',
    summary: 'One request in twenty to the API takes five seconds or longer.',
    metric: metrics.apiLatency,
    threshold: 5_000,
    periods: { bad: 3, of: 3 },
  },
  {
    alarm: 'audit-unavailable',
    summary: 'The audit log could not be written, so requests were refused.',
    metric: metrics.auditFailures,
    threshold: 1,
  },
  {
    alarm: 'audit-outcome-unknown',
    summary: 'A function ended before it wrote the outcome of audited work; the log says unknown.',
    metric: metrics.auditOutcomesUnknown,
    threshold: 1,
  },
  {
    alarm: 'audit-not-completed',
    summary: 'The audit log of an MSP could not be searched for rows without an outcome.',
    metric: metrics.completionErrors,
    threshold: 1,
  },
];

const secretAlarms = (metrics: WatchedMetrics, list: string): readonly AlarmSpec[] => [
  ...metrics.expiringWithin.map(({ days, metric }) => ({
    alarm: `secrets-expiring-${days}-days`,
    summary: `A credential expires within ${days} days; a separate message names it and the steps.`,
    metric,
    threshold: 1,
    list,
    isDaily: true,
  })),
  {
    alarm: 'secrets-expired',
    summary: 'A credential has expired: its tenant is no longer read.',
    metric: metrics.secretsExpired,
    threshold: 1,
    list,
    isDaily: true,
  },
  {
    alarm: 'secrets-refused',
    summary: 'Microsoft refuses a credential: its tenant is no longer read.',
    metric: metrics.secretsRefused,
    threshold: 1,
    list,
    isDaily: true,
  },
  {
    alarm: 'secrets-not-scanned',
    summary: 'The daily scan for expiring credentials failed: warnings may be missing.',
    metric: metrics.scanErrors.with({ statistic: Stats.SUM }),
    threshold: 1,
  },
];
