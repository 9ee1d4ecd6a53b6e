import { LogGroup } from 'aws-cdk-lib/aws-logs';
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
    const groups = [
      ...functions.map(names.functionLog),
      ...parts.machines.map((machine) => names.machineLog(machine.name)),
      names.accessLog,
    ];
    for (const logGroupName of groups) {
      new LogGroup(this, pascal(logGroupName.replaceAll('/', '-')), {
        logGroupName,
        retention: settings.logRetentionDays,
        removalPolicy,
      });
    }
  }
}
