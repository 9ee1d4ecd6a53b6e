import { Dashboard, GraphWidget, type IMetric, SingleValueWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { WatchedMetrics } from './watched-metrics.ts';

const graph = (title: string, left: IMetric[], right: IMetric[] = []): GraphWidget =>
  new GraphWidget({ title, left, right, width: 8 });

/** The dashboard: are tenants read, does the API answer, which credentials expire, what does it cost. */
export const dashboardOf = (scope: Construct, { prefix }: Names, metrics: WatchedMetrics): Dashboard =>
  new Dashboard(scope, 'Dashboard', {
    dashboardName: prefix,
    widgets: [
      [
        graph('Book: tenants unaccounted for', [metrics.unaccounted]),
        graph('Book: executions that failed', [metrics.bookFailed, metrics.bookTimedOut]),
        graph('Lost starts and events', [metrics.lostStarts, metrics.deadLetters]),
      ],
      [
        graph('Surfaces not read', [metrics.surfacesFailed, metrics.surfacesStale]),
        graph('Surfaces throttled by Microsoft', [metrics.surfacesThrottled]),
        graph('Lambda: errors and throttles', [metrics.functionErrors, metrics.functionThrottles]),
      ],
      [
        graph('API: requests and 5xx', [metrics.apiRequests], [metrics.apiFailures]),
        graph('API: 95th percentile, ms', [metrics.apiLatency]),
        graph('Audit: rows not written, outcomes unknown, anchors not set', [
          metrics.auditFailures,
          metrics.auditOutcomesUnknown,
          metrics.anchorErrors,
        ]),
      ],
      [
        graph(
          'Credentials that expire within N days',
          metrics.expiringWithin.map(({ metric }) => metric),
        ),
        graph('Credentials expired or refused', [metrics.secretsExpired, metrics.secretsRefused]),
        new SingleValueWidget({
          title: 'Days until the next credential expires',
          metrics: [metrics.earliestExpiryDays],
          width: 8,
        }),
      ],
      [
        graph('Cost: table, write and read units', [metrics.tableWrites], [metrics.tableReads]),
        graph('Cost: Lambda, ms', [metrics.functionMilliseconds]),
        graph('Cost: log bytes; table, throttled requests', [metrics.logBytes], metrics.tableThrottles),
      ],
    ],
  });
