import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';

interface RunbookAlarmProps {
  readonly names: Names;
  /** Also the name of the page in `docs/runbooks/` that says what to do. */
  readonly alarm: string;
  readonly says: string;
  readonly metric: IMetric;
  /** Alarm from this value on. */
  readonly from: number;
  /** In this many of the last `of` periods; 1 of 1 unless said. */
  readonly periods?: { readonly bad: number; readonly of: number };
  readonly topic: ITopic;
}

/** An alarm whose mail names the page to open. */
export class RunbookAlarm extends Construct {
  constructor(scope: Construct, id: string, props: RunbookAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: props.names.resource(props.alarm),
      alarmDescription: `${props.says} What to do: docs/runbooks/${props.alarm}.md`,
      metric: props.metric,
      threshold: props.from,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods?.of ?? 1,
      datapointsToAlarm: props.periods?.bad ?? 1,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(props.topic));
    alarm.addOkAction(new SnsAction(props.topic));
  }
}
