import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { RunbookAlarm } from '../constructs/runbook-alarm.ts';
import { TaskSchedule } from '../constructs/task-schedule.ts';
import { VectisFunction } from '../constructs/vectis-function.ts';
import { machineArn } from '../environment.ts';
import { pascal } from '../names.ts';
import type { StageContext } from '../stage-context.ts';

interface OperationsStackProps extends StackProps {
  readonly context: StageContext;
  readonly apiId: string;
}

/** Watching: the operator's functions, alarms on what is emitted, and whom they tell. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { context, apiId, ...props }: OperationsStackProps) {
    super(scope, id, props);
    const { names, parts, codeOf } = context;

    // The authoriser is an operation too, and stands with the API that asks it.
    for (const { group, name, contract } of parts.operations.filter((found) => found.name !== 'authorise')) {
      const target = new VectisFunction(this, pascal(name), {
        context,
        functionName: names.function(group, name),
        contract,
        code: codeOf(group, name),
      });
      const { everyMinutes } = contract;
      if (everyMinutes !== undefined)
        new TaskSchedule(this, `${pascal(name)}Schedule`, { names, task: name, everyMinutes, target });
    }

    const metrics = metricsOf(this, context, apiId);
    const topic = this.#topic(context);
    for (const alarm of alarmsOn(metrics)) new RunbookAlarm(this, pascal(alarm.alarm), { names, topic, ...alarm });
    this.#dashboard(context, metrics);
  }

  #topic({ settings, names }: StageContext): Topic {
    // Alarms can't publish to a topic that AWS's own key encrypts.
    const key = new Key(this, 'AlarmKey', { alias: names.resource('alarms'), enableKeyRotation: true });
    key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const topic = new Topic(this, 'Alarms', { topicName: names.resource('alarms'), masterKey: key, enforceSSL: true });
    if (settings.alarmMail !== undefined) topic.addSubscription(new EmailSubscription(settings.alarmMail));
    return topic;
  }

  #dashboard({ names }: StageContext, metrics: Metrics): void {
    new Dashboard(this, 'Dashboard', {
      dashboardName: names.prefix,
      widgets: [
        [
          new GraphWidget({ title: 'Book: tenants unaccounted for', left: [metrics.unaccounted], width: 8 }),
          new GraphWidget({
            title: 'Book: executions that failed',
            left: [metrics.bookFailed, metrics.bookTimedOut],
            width: 8,
          }),
          new GraphWidget({ title: 'Starts that never happened', left: [metrics.lostStarts], width: 8 }),
        ],
        [
          new GraphWidget({
            title: 'API: requests and 5xx',
            left: [metrics.apiRequests],
            right: [metrics.apiFailures],
            width: 12,
          }),
          new GraphWidget({ title: 'Lambda: errors', left: [metrics.functionErrors], width: 12 }),
        ],
      ],
    });
  }
}

type Metrics = ReturnType<typeof metricsOf>;

const metricsOf = (stack: Stack, { settings, names }: StageContext, apiId: string) => {
  const sum = (namespace: string, metricName: string, dimensionsMap: Record<string, string> = {}) =>
    new Metric({ namespace, metricName, dimensionsMap, statistic: Stats.SUM, period: Duration.minutes(5) });
  const book = { StateMachineArn: machineArn(stack, names, 'book-sync') };
  return {
    unaccounted: sum('Vectis', 'bookRunUnaccounted', { stage: settings.stage }),
    bookFailed: sum('AWS/States', 'ExecutionsFailed', book),
    bookTimedOut: sum('AWS/States', 'ExecutionsTimedOut', book),
    lostStarts: sum('AWS/SQS', 'NumberOfMessagesSent', { QueueName: names.resource('schedule-dead-letters') }),
    apiRequests: sum('AWS/ApiGateway', 'Count', { ApiId: apiId }),
    apiFailures: sum('AWS/ApiGateway', '5xx', { ApiId: apiId }),
    // Without a dimension CloudWatch gives the sum over the account's functions: one alarm instead of fifty.
    functionErrors: sum('AWS/Lambda', 'Errors'),
    anchorErrors: sum('AWS/Lambda', 'Errors', { FunctionName: names.function('operations', 'anchor-audit') }),
  };
};

const alarmsOn = (metrics: Metrics) => [
  {
    alarm: 'book-run-unaccounted',
    says: 'A book sync lost sight of a tenant: scheduled is not finished + failed + skipped.',
    metric: metrics.unaccounted,
    from: 1,
  },
  { alarm: 'book-sync-failed', says: 'A book sync ended in an error.', metric: metrics.bookFailed, from: 1 },
  { alarm: 'book-sync-timed-out', says: 'A book sync took longer than it may.', metric: metrics.bookTimedOut, from: 1 },
  {
    alarm: 'schedule-start-lost',
    says: 'A scheduled book sync could not be started.',
    metric: metrics.lostStarts,
    from: 1,
  },
  {
    alarm: 'audit-not-anchored',
    says: 'The audit log of an MSP could not be anchored outside the table.',
    metric: metrics.anchorErrors,
    from: 1,
  },
  {
    alarm: 'api-failures',
    says: 'The API answers 5xx.',
    metric: metrics.apiFailures,
    from: 5,
    periods: { bad: 2, of: 3 },
  },
  {
    alarm: 'function-errors',
    says: 'Functions end in errors.',
    metric: metrics.functionErrors,
    from: 20,
    periods: { bad: 2, of: 3 },
  },
];
