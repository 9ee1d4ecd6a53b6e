import { Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../constructs/acknowledge.ts';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { RunbookAlarm } from '../constructs/runbook-alarm.ts';
import { SecretAlarm } from '../constructs/secret-alarm.ts';
import { TaskSchedule } from '../constructs/task-schedule.ts';
import { VectisFunction } from '../constructs/vectis-function.ts';
import { pascal } from '../names.ts';
import type { StageContext } from '../stage-context.ts';
import { alarmsOn } from '../watching/alarm-specs.ts';
import { dashboardOf } from '../watching/dashboard.ts';
import { metricsOf } from '../watching/watched-metrics.ts';

interface OperationsStackProps extends StackProps {
  readonly context: StageContext;
  readonly apiId: string;
  readonly apiUrl: string;
}

/** Monitoring: the operator's functions, the alarms, and the topic that they notify. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, id: string, { context, apiId, apiUrl, ...props }: OperationsStackProps) {
    super(scope, id, props);
    const { names, settings } = context;
    const { topic, key } = new AlarmTopic(this, 'AlarmTopic', { names });
    if (settings.alarmMail !== undefined) topic.addSubscription(new EmailSubscription(settings.alarmMail));

    const functions = this.#functions(context, key);
    const metrics = metricsOf(this, context, apiId);
    for (const spec of alarmsOn(metrics, settings, apiUrl))
      new RunbookAlarm(this, pascal(spec.alarm), { names, topic, ...spec });
    dashboardOf(this, names, metrics);

    const scan = functions.get('scan-secret-expiry');
    for (const connectionId of settings.secretAlarms) {
      if (scan === undefined) throw new Error('functions/operations/scan-secret-expiry is missing');
      new SecretAlarm(this, `SecretOf${connectionId}`, { names, topic, connectionId, logGroup: scan.logGroup });
    }
  }

  #functions(context: StageContext, key: Key): ReadonlyMap<string, VectisFunction> {
    const { names, parts, codeOf } = context;
    const deadLetters = this.#deadLetters(context);
    const made = new Map<string, VectisFunction>();
    // The authorizer is an operation too, and is part of the API stack.
    for (const { group, name, contract } of parts.operations.filter((found) => found.name !== 'authorize')) {
      const { everyMinutes, access } = contract;
      const target = new VectisFunction(this, pascal(name), {
        context,
        functionName: names.function(group, name),
        contract,
        code: codeOf(group, name),
        ...(everyMinutes === undefined ? {} : { deadLetters }),
      });
      if (everyMinutes !== undefined)
        new TaskSchedule(this, `${pascal(name)}Schedule`, { names, task: name, everyMinutes, target });
      if (access.announces === true) {
        const actions = ['kms:Decrypt', 'kms:GenerateDataKey'];
        target.lambda.addToRolePolicy(new PolicyStatement({ actions, resources: [key.keyArn] }));
      }
      made.set(name, target);
    }
    return made;
  }

  /** The events of schedules for which the function failed in every attempt of Lambda. */
  #deadLetters({ names }: StageContext): Queue {
    const queue = new Queue(this, 'FunctionDeadLetters', {
      queueName: names.resource('function-dead-letters'),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledge(queue, 'AwsSolutions-SQS3', 'This is the dead letter queue.');
    return queue;
  }
}
