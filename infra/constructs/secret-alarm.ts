import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';

interface SecretAlarmProps {
  readonly names: Names;
  readonly connectionId: string;
  /** The log group in which the scan logs the remaining days of each credential. */
  readonly logGroup: ILogGroup;
  readonly topic: ITopic;
}

const warningDays = 14;

/**
 * An alarm for the credential of one connection that the settings of a stage name; each is billed. Its metric is read
 * from a log line of the scan and has no dimension, because metrics never contain a connection (rules 41).
 */
export class SecretAlarm extends Construct {
  constructor(scope: Construct, id: string, { names, connectionId, logGroup, topic }: SecretAlarmProps) {
    super(scope, id);
    const metricName = `secretDaysLeft-${connectionId}`;
    new MetricFilter(this, 'DaysLeft', {
      logGroup,
      metricNamespace: names.prefix,
      metricName,
      filterPattern: FilterPattern.stringValue('$.connectionId', '=', connectionId),
      metricValue: '$.daysLeft',
    });
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: names.resource(`secret-of-${connectionId}`),
      alarmDescription: `The credential of ${connectionId} expires within ${warningDays} days. What to do: docs/runbooks/secrets-expiring-${warningDays}-days.md`,
      metric: new Metric({
        namespace: names.prefix,
        metricName,
        statistic: Stats.MINIMUM,
        period: Duration.days(1),
      }),
      threshold: warningDays,
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
