import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { surfaceContract } from '#shared/collecting/surface-contract.ts';
import { surfaces } from '#shared/surfaces/index.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { BookSchedule } from '../constructs/book-schedule.ts';
import { Machine } from '../constructs/machine.ts';
import { VectisFunction } from '../constructs/vectis-function.ts';
import { pascal } from '../names.ts';
import type { StageContext } from '../stage-context.ts';

interface SyncStackProps extends StackProps {
  readonly context: StageContext;
}

/** Sync: one Lambda per surface, the tasks, the state machines that invoke both, and the schedules that start them. */
export class SyncStack extends Stack {
  constructor(scope: Construct, id: string, { context, ...props }: SyncStackProps) {
    super(scope, id, props);
    const { names, parts, codeOf } = context;

    for (const surface of surfaces) {
      new VectisFunction(this, `Surface${pascal(surface.id)}`, {
        context,
        functionName: names.surfaceFunction(surface.id),
        contract: {
          ...surfaceContract,
          description: `Reads ${surface.title} of one tenant`,
          timeoutSeconds: surface.timeoutSeconds ?? surfaceContract.timeoutSeconds,
          memoryMegabytes: surface.memoryMegabytes ?? surfaceContract.memoryMegabytes,
        },
        code: codeOf('surfaces', surface.id),
      });
    }

    const functionArns = Object.fromEntries(
      parts.sync.map(({ group, name, contract }) => {
        const made = new VectisFunction(this, pascal(name), {
          context,
          functionName: names.function(group, name),
          contract,
          code: codeOf(group, name),
        });
        return [name, made.lambda.functionArn];
      }),
    );

    for (const machine of parts.machines) {
      const { stateMachine } = new Machine(this, `${pascal(machine.name)}Machine`, { context, machine, functionArns });
      if (machine.name === 'book-sync') this.#schedule(context, stateMachine);
    }
  }

  #schedule({ names }: StageContext, machine: Machine['stateMachine']): void {
    const deadLetters = new Queue(this, 'ScheduleDeadLetters', {
      queueName: names.resource('schedule-dead-letters'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(deadLetters, 'AwsSolutions-SQS3', 'This is the dead letter queue.');
    for (const [kind, everyMinutes] of [
      ['posture', 30],
      ['communications', 10],
    ] as const) {
      new BookSchedule(this, `${pascal(kind)}Schedule`, {
        scheduleName: names.resource(kind),
        kind,
        everyMinutes,
        machine,
        deadLetters,
      });
    }
  }
}
