import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

interface BookScheduleProps {
  readonly scheduleName: string;
  readonly kind: 'posture' | 'communications';
  readonly everyMinutes: number;
  readonly machine: StateMachine;
  readonly deadLetters: IQueue;
}

/**
 * Starts the book sync of one kind. A failed start is retried until the next one is due and then sent to the
 * dead-letter queue.
 */
export class BookSchedule extends Construct {
  constructor(scope: Construct, id: string, props: BookScheduleProps) {
    super(scope, id);
    new Schedule(this, 'Schedule', {
      scheduleName: props.scheduleName,
      description: `Reads what is due of every tenant: ${props.kind}`,
      schedule: ScheduleExpression.rate(Duration.minutes(props.everyMinutes)),
      target: new StepFunctionsStartExecution(props.machine, {
        input: ScheduleTargetInput.fromObject({ kind: props.kind }),
        deadLetterQueue: props.deadLetters,
        maxEventAge: Duration.minutes(props.everyMinutes),
        retryAttempts: 5,
      }),
    });
  }
}
