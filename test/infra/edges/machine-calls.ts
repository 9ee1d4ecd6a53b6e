import type { Resource } from '#local/runtime/assembly/resources.ts';
import { type Machine, machinesOf } from '#local/runtime/states/machines.ts';
import { asRecord } from '#test/support/as-record.ts';
import { byRole, byService, type Edge, edges, onBehalfOf } from './edge.ts';
import { account, region, type StageResources } from './stage-resources.ts';

/** Every object of a definition: states, branches and parameters alike. */
const objectsIn = (value: unknown): Record<string, unknown>[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = Array.isArray(value) ? [] : [value as Record<string, unknown>]; // an object that is no list is a record
  return [...own, ...Object.values(value).flatMap(objectsIn)];
};

/** The resources that a parameter may name: itself, or all that the definition mentions if it is computed. */
const targetsOf = (
  parameters: Record<string, unknown>,
  name: string,
  text: string,
  candidates: readonly Resource[],
): readonly Resource[] => {
  const given = parameters[name];
  if (typeof given === 'string') return candidates.filter(({ arn, name: own }) => given === arn || given === own);
  const prefix = /States\.Format\('([^{']+)\{\}'/.exec(String(parameters[`${name}.$`]))?.[1];
  if (prefix !== undefined) return candidates.filter((one) => one.name.startsWith(prefix));
  return candidates.filter(({ arn }) => text.includes(`"${arn}"`));
};

const integrations: Readonly<Record<string, { action: string; parameter: string; type: string }>> = {
  'arn:aws:states:::lambda:invoke': {
    action: 'lambda:InvokeFunction',
    parameter: 'FunctionName',
    type: 'AWS::Lambda::Function',
  },
  'arn:aws:states:::aws-sdk:sfn:startSyncExecution': {
    action: 'states:StartSyncExecution',
    parameter: 'StateMachineArn',
    type: 'AWS::StepFunctions::StateMachine',
  },
};

const taskCalls = (from: Resource, definition: object, stage: StageResources): Edge[] => {
  const caller = byRole(from.properties['RoleArn']);
  const text = JSON.stringify(definition);
  return objectsIn(definition)
    .filter(({ Type, Resource: resource }) => Type === 'Task' && typeof resource === 'string')
    .flatMap(({ Resource: resource, Parameters }) => {
      const integration = integrations[String(resource)];
      if (integration === undefined)
        throw new Error(`${from.name} calls ${String(resource)}, which has no action here`);
      const { action, parameter, type } = integration;
      const targets = targetsOf(asRecord(Parameters), parameter, text, stage.resources.ofType(type));
      if (targets.length === 0) throw new Error(`${from.name} has a task of ${String(resource)} with no target`);
      return targets.flatMap((to) => edges({ from, to, caller, actions: [action] }));
    });
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html */
const childCalls = (from: Resource, definition: object): Edge[] => {
  const isDistributed = objectsIn(definition).some(({ Mode }) => Mode === 'DISTRIBUTED');
  if (!isDistributed) return [];
  const caller = byRole(from.properties['RoleArn']);
  const child = `arn:aws:states:${region}:${account}:execution:${from.name}:child`;
  const to = 'its child executions';
  return [
    ...edges({ from, to, caller, actions: ['states:StartExecution'], resource: from.arn }),
    ...edges({ from, to, caller, actions: ['states:DescribeExecution', 'states:StopExecution'], resource: child }),
  ];
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html */
const deliveryActions = [
  'CreateLogDelivery',
  'DeleteLogDelivery',
  'DescribeLogGroups',
  'DescribeResourcePolicies',
  'GetLogDelivery',
  'ListLogDeliveries',
  'PutResourcePolicy',
  'UpdateLogDelivery',
].map((name) => `logs:${name}`);

/** https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const tracingActions = ['GetSamplingRules', 'GetSamplingTargets', 'PutTelemetryRecords', 'PutTraceSegments'].map(
  (name) => `xray:${name}`,
);

/** What the service of log delivery does for whoever has its logs delivered. */
export const logDelivery = (from: Resource, groupArn: string, stage: StageResources): Edge[] => {
  const to = stage.named(groupArn.endsWith(':*') ? groupArn : `${groupArn}:*`);
  return edges({
    from,
    to,
    caller: byService('delivery.logs'),
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resource: to.arn.replace(/\*$/, 'log-stream:delivered'),
    context: { 'aws:sourceaccount': [account], 'aws:sourcearn': [`arn:aws:logs:${region}:${account}:delivered`] },
  });
};

const parsed = new Map<string, readonly Machine[]>();

/** Parsed once for equal machines, because it takes a second. */
const definitionsOf = ({ resources }: StageResources): readonly Machine[] => {
  const key = JSON.stringify(resources.ofType('AWS::StepFunctions::StateMachine'));
  const machines = parsed.get(key) ?? machinesOf(resources);
  parsed.set(key, machines);
  return machines;
};

/** What Step Functions does for every machine, and what its tasks call. */
export const machineCalls = (from: Resource, stage: StageResources): Edge[] => {
  const definition = definitionsOf(stage).find(({ arn }) => arn === from.arn)?.definition;
  if (definition === undefined) throw new Error(`${from.name} has no definition`);
  // The runtime parses machines in the same way.
  const { RoleArn, LoggingConfiguration, TracingConfiguration } = from.properties as {
    RoleArn: string;
    LoggingConfiguration?: { Destinations?: { CloudWatchLogsLogGroup: { LogGroupArn: string } }[] };
    TracingConfiguration?: { Enabled: boolean };
  };
  const caller = byRole(RoleArn);
  const destinations = LoggingConfiguration?.Destinations ?? [];
  return [
    ...edges({
      from,
      to: stage.named(RoleArn),
      caller: byService('states'),
      actions: ['sts:AssumeRole'],
      context: onBehalfOf(from.arn),
    }),
    ...(destinations.length === 0 ? [] : edges({ from, to: 'log delivery', caller, actions: deliveryActions })),
    ...destinations.flatMap(({ CloudWatchLogsLogGroup: { LogGroupArn } }) => logDelivery(from, LogGroupArn, stage)),
    ...(TracingConfiguration?.Enabled === true ? edges({ from, to: 'X-Ray', caller, actions: tracingActions }) : []),
    ...taskCalls(from, definition, stage),
    ...childCalls(from, definition),
  ];
};
