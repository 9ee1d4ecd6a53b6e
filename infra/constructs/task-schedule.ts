import { Duration, Stack } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import type { VectisFunction } from './vectis-function.ts';

interface TaskScheduleProps {
  readonly names: Names;
  /** The folder of the function. */
  readonly task: string;
  readonly everyMinutes: number;
  readonly target: VectisFunction;
}

/**
 * Invokes a function as often as its contract says. A failed start is retried until the next one is due and then sent
 * to the dead-letter queue of the schedules.
 */
export class TaskSchedule extends Construct {
  constructor(scope: Construct, id: string, { names, task, everyMinutes, target }: TaskScheduleProps) {
    super(scope, id);
    const deadLetterQueue = Queue.fromQueueArn(
      this,
      'DeadLetters',
      Stack.of(this).formatArn({ service: 'sqs', resource: names.resource('schedule-dead-letters') }),
    );
    new Schedule(this, 'Schedule', {
      scheduleName: names.resource(task),
      description: `Invokes ${task}`,
      schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
      target: new LambdaInvoke(target.lambda, {
        input: ScheduleTargetInput.fromObject({}),
        deadLetterQueue,
        maxEventAge: Duration.minutes(everyMinutes),
        retryAttempts: 5,
      }),
    });
    acknowledgeWildcard(
      Stack.of(this),
      `${target.lambda.functionArn}:*`,
      'A schedule may invoke any version of its function.',
    );
  }
}
