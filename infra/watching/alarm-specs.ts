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
  /** In this many of the last `of` periods; 1 of 1 by default. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** The API path that lists the affected items. */
  readonly list?: string;
  /** A daily metric keeps its state between measurements; missing data of any other metric is not a breach. */
  readonly isDaily?: boolean;
}

const often = { bad: 2, of: 3 } as const;

export const alarmsOn = (metrics: WatchedMetrics, settings: StageSettings, apiUrl: string): readonly AlarmSpec[] => [
  ...runAlarms(metrics),
  ...apiAlarms(metrics),
  ...secretAlarms(metrics, `${apiUrl}/v1/book/findings/connection.credential-valid`),
  {
    alarm: 'table-writes-unusual',
    summary: `More than ${settings.tableWritesAnHour} write units in an hour: the dearest thing that can go wrong here.`,
    metric: metrics.tableWrites.with({ period: Duration.hours(1) }),
    threshold: settings.tableWritesAnHour,
  },
];

const runAlarms = (metrics: WatchedMetrics): readonly AlarmSpec[] => [
  {
    alarm: 'book-run-unaccounted',
    summary: 'A book sync lost sight of a tenant: scheduled is not finished + failed + skipped.',
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
    summary: 'A function that nobody waits for failed three times; its event is kept.',
    metric: metrics.deadLetters,
    threshold: 1,
  },
  {
    alarm: 'surfaces-failed',
    summary: 'Surfaces that were never read failed again.',
    metric: metrics.surfacesFailed,
    threshold: 20,
    periods: often,
  },
  {
    alarm: 'surfaces-stale',
    summary: 'Surfaces that were read before fail now: what is shown grows old.',
    metric: metrics.surfacesStale,
    threshold: 50,
    periods: often,
  },
  {
    alarm: 'microsoft-throttles',
    summary: 'Microsoft makes many surfaces wait.',
    metric: metrics.surfacesThrottled,
    threshold: 100,
    periods: often,
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
    periods: often,
  },
];

const apiAlarms = (metrics: WatchedMetrics): readonly AlarmSpec[] => [
  { alarm: 'api-failures', summary: 'The API answers 5xx.', metric: metrics.apiFailures, threshold: 5, periods: often },
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
];

const secretAlarms = (metrics: WatchedMetrics, list: string): readonly AlarmSpec[] => [
  ...metrics.expiringWithin.map(({ days, metric }) => ({
    alarm: `secrets-expiring-${days}-days`,
    summary: `A credential ends within ${days} days; its own message says which one and what to do.`,
    metric,
    threshold: 1,
    list,
    isDaily: true,
  })),
  {
    alarm: 'secrets-expired',
    summary: 'A credential has ended: its tenant is not read any more.',
    metric: metrics.secretsExpired,
    threshold: 1,
    list,
    isDaily: true,
  },
  {
    alarm: 'secrets-refused',
    summary: 'Microsoft refuses a credential: its tenant is not read any more.',
    metric: metrics.secretsRefused,
    threshold: 1,
    list,
    isDaily: true,
  },
  {
    alarm: 'secrets-not-scanned',
    summary: 'The daily look at which credentials end failed: no warning may come.',
    metric: metrics.scanErrors.with({ statistic: Stats.SUM }),
    threshold: 1,
  },
];
