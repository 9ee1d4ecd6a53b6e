import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, ResourcePolicy } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { surfaces } from '#shared/surfaces/index.ts';
import type { Parts } from '../discover.ts';
import { type Names, pascal } from '../names.ts';
import { removalPolicyOf } from '../removal-policy.ts';
import type { StageSettings } from '../settings.ts';

interface StageLogsProps {
  readonly settings: StageSettings;
  readonly names: Names;
  readonly parts: Parts;
}

/**
 * The log groups of all stacks. They are kept with the data, because a log group that outlived its function would make
 * the next deployment of that function fail: its name would be taken.
 */
export class StageLogs extends Construct {
  constructor(scope: Construct, id: string, { settings, names, parts }: StageLogsProps) {
    super(scope, id);
    const removalPolicy = removalPolicyOf(settings);
    const functions = [
      ...surfaces.map((surface) => names.surfaceFunction(surface.id)),
      ...[...parts.sync, ...parts.api, ...parts.operations].map(({ group, name }) => names.function(group, name)),
    ];
    const create = (logGroupName: string): LogGroup =>
      new LogGroup(this, pascal(logGroupName.replaceAll('/', '-')), {
        logGroupName,
        retention: settings.logRetentionDays,
        removalPolicy,
      });
    for (const functionName of functions) create(names.functionLog(functionName));
    this.#allowDelivery(names, [
      ...parts.machines.map((machine) => create(names.machineLog(machine.name))),
      create(names.accessLog),
    ]);
  }

  /**
   * Step Functions and API Gateway have their logs delivered. One policy for all these groups, because an account has
   * ten at most, and because they would otherwise write policies of their own with the rights of whoever deploys.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
   */
  #allowDelivery(names: Names, groups: readonly LogGroup[]): void {
    const stack = Stack.of(this);
    new ResourcePolicy(this, 'Delivery', {
      resourcePolicyName: names.resource('log-delivery'),
      policyStatements: [
        new PolicyStatement({
          principals: [new ServicePrincipal('delivery.logs.amazonaws.com')],
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: groups.map(({ logGroupArn }) => logGroupArn),
          conditions: {
            StringEquals: { 'aws:SourceAccount': stack.account },
            ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) },
          },
        }),
      ],
    });
  }
}
