import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import type { AlarmSpec } from '../watching/alarm-specs.ts';

interface RunbookAlarmProps extends AlarmSpec {
  readonly names: Names;
  readonly topic: ITopic;
}

/** An alarm whose message links the list to check and names the runbook. */
export class RunbookAlarm extends Construct {
  constructor(scope: Construct, id: string, { names, topic, list, ...props }: RunbookAlarmProps) {
    super(scope, id);
    const where = list === undefined ? '' : ` Which: ${list} .`;
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: names.resource(props.alarm),
      alarmDescription: `${props.summary}${where} What to do: docs/runbooks/${props.alarm}.md`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods?.of ?? 1,
      datapointsToAlarm: props.periods?.bad ?? 1,
      treatMissingData: props.isDaily === true ? TreatMissingData.IGNORE : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
}
