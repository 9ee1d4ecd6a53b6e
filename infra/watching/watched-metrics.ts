import { Duration, type Stack } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { warningThresholdDays } from '#shared/kernel/credential-warning.ts';
import { machineArn } from '../environment-values.ts';
import type { StageContext } from '../stage-context.ts';

export type WatchedMetrics = ReturnType<typeof metricsOf>;

/** Every metric of an alarm or the dashboard. */
export const metricsOf = (stack: Stack, { settings, names }: StageContext, apiId: string) => {
  const sum = (namespace: string, metricName: string, dimensionsMap: Record<string, string> = {}) =>
    new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.SUM, period: Duration.minutes(5) });
  const ours = (metricName: string) => sum('Vectis', metricName, { stage: settings.stage });
  /** Measured once a day by the scan. */
  const daily = (metricName: string) => ours(metricName).with({ statistic: Stats.MAXIMUM, period: Duration.days(1) });
  const book = { StateMachineArn: machineArn(stack, names, 'book-sync') };
  const api = { ApiId: apiId };
  const errorsOf = (operation: string) =>
    sum('AWS/Lambda', 'Errors', { FunctionName: names.function('operations', operation) });
  const sentTo = (queue: string) => sum('AWS/SQS', 'NumberOfMessagesSent', { QueueName: names.resource(queue) });
  const table = (metricName: string) => sum('AWS/DynamoDB', metricName, { TableName: names.table });
  return {
    unaccounted: ours('bookRunUnaccounted'),
    bookFailed: sum('AWS/States', 'ExecutionsFailed', book),
    bookTimedOut: sum('AWS/States', 'ExecutionsTimedOut', book),
    lostStarts: sentTo('schedule-dead-letters'),
    deadLetters: sentTo('function-dead-letters'),
    surfacesFailed: ours('surfacesFailed'),
    surfacesStale: ours('surfacesStale'),
    surfacesThrottled: ours('surfacesThrottled'),
    apiRequests: sum('AWS/ApiGateway', 'Count', api),
    apiFailures: sum('AWS/ApiGateway', '5xx', api),
    apiLatency: sum('AWS/ApiGateway', 'Latency', api).with({ statistic: Stats.percentile(95) }),
    auditFailures: ours('auditFailures'),
    auditOutcomesUnknown: ours('auditOutcomesUnknown'),
    // Without a dimension CloudWatch returns the sum over all functions of the account: one alarm instead of fifty.
    functionErrors: sum('AWS/Lambda', 'Errors'),
    functionThrottles: sum('AWS/Lambda', 'Throttles'),
    functionMilliseconds: sum('AWS/Lambda', 'Duration'),
    anchorErrors: errorsOf('anchor-audit'),
    completionErrors: errorsOf('complete-audit'),
    scanErrors: errorsOf('scan-secret-expiry'),
    expiringWithin: warningThresholdDays.map((days) => ({ days, metric: daily(`secretsExpiringWithin${days}Days`) })),
    secretsExpired: daily('secretsExpired'),
    secretsRefused: daily('secretsRefused'),
    earliestExpiryDays: daily('earliestSecretExpiryDays').with({ statistic: Stats.MINIMUM }),
    tableWrites: table('ConsumedWriteCapacityUnits'),
    tableReads: table('ConsumedReadCapacityUnits'),
    // ThrottledRequests would have to be summed over its second dimension, the operation.
    tableThrottles: [table('ReadThrottleEvents'), table('WriteThrottleEvents')],
    logBytes: sum('AWS/Logs', 'IncomingBytes'),
  };
};
