import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Names } from '../names.ts';

interface AlarmTopicProps {
  readonly names: Names;
}

/** The topic of the alarms and its key. Alarms cannot publish to a topic that the AWS-managed key encrypts. */
export class AlarmTopic extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, { names }: AlarmTopicProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      alias: names.resource('alarms'),
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.DESTROY, // It protects messages on their way and nothing that is kept.
    });
    this.topic = new Topic(this, 'Topic', {
      topicName: names.resource('alarms'),
      masterKey: this.key,
      enforceSSL: true,
    });
    // A topic policy, which enforceSSL creates, replaces the default one, under which an alarm could publish.
    this.topic.addToResourcePolicy(this.#allowAlarms(names, ['sns:Publish'], this.topic.topicArn));
    // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
    this.key.addToResourcePolicy(this.#allowAlarms(names, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'));
  }

  /** For the alarms of this stage alone: CloudWatch could otherwise be made to publish for an alarm of anyone. */
  #allowAlarms(names: Names, actions: string[], resource: string): PolicyStatement {
    const stack = Stack.of(this);
    const alarms = stack.formatArn({
      service: 'cloudwatch',
      resource: 'alarm',
      resourceName: names.resource('*'),
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new PolicyStatement({
      sid: 'AlarmsOfThisStage',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions,
      resources: [resource],
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account },
        ArnLike: { 'aws:SourceArn': alarms },
      },
    });
  }
}
