import { readFileSync } from 'node:fs';
import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { MachineName } from '#shared/contract/function-contract.ts';
import type { FoundMachine } from '../discover.ts';
import { machineArn } from '../environment-values.ts';
import { type Names, pascal } from '../names.ts';
import type { StageContext } from '../stage-context.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

/**
 * The machines of a tenant are EXPRESS: a Distributed Map waits for them, and five minutes are enough for one tenant.
 * The machine of the book is STANDARD, because it may take longer.
 */
const kinds: Record<MachineName, { readonly type: StateMachineType; readonly timeout: Duration }> = {
  'book-sync': { type: StateMachineType.STANDARD, timeout: Duration.hours(6) },
  'tenant-posture': { type: StateMachineType.EXPRESS, timeout: Duration.minutes(5) },
  'tenant-communications': { type: StateMachineType.EXPRESS, timeout: Duration.minutes(5) },
};

interface MachineProps {
  readonly context: StageContext;
  readonly machine: FoundMachine;
  /** ARNs of functions by the name of their folder. */
  readonly functionArns: Readonly<Record<string, string>>;
}

/** A machine from its definition file, with its placeholders replaced and permission for exactly those resources. */
export class Machine extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { context, machine, functionArns }: MachineProps) {
    super(scope, id);
    const { names } = context;
    const stack = Stack.of(this);
    const definition = readFileSync(machine.definitionFile, 'utf8');
    const filled = fill(definition, machine, { context, functionArns, stack });

    const logGroup = LogGroup.fromLogGroupName(this, 'Log', names.machineLog(machine.name));
    this.stateMachine = new StateMachine(this, 'Machine', {
      stateMachineName: names.machine(machine.name),
      stateMachineType: kinds[machine.name].type,
      timeout: kinds[machine.name].timeout,
      definitionBody: DefinitionBody.fromString(definition),
      definitionSubstitutions: filled.substitutions,
      tracingEnabled: true,
      logs: { destination: logGroup, level: LogLevel.ALL, includeExecutionData: false },
    });
    for (const statement of filled.statements) this.stateMachine.addToRolePolicy(statement);
    if (definition.includes('"DISTRIBUTED"'))
      for (const statement of ownChildren(stack, names, machine.name)) this.stateMachine.addToRolePolicy(statement);
    acknowledgeWildcard(
      this,
      childrenArn(stack, names, machine.name),
      'The executions of the machine itself, whose names it makes.',
    );
    acknowledgeWildcard(this, '*', 'Log delivery and X-Ray do not support resource-level permissions.');
    for (const resource of filled.statements
      .flatMap((statement) => statement.resources)
      .filter((arn) => arn.endsWith('*'))) {
      acknowledgeWildcard(this, resource, 'The functions of the surfaces share a prefix and differ by their suffix.');
    }
  }
}

interface Filling {
  readonly context: StageContext;
  readonly functionArns: Readonly<Record<string, string>>;
  readonly stack: Stack;
}

/**
 * Fills `${SurfaceFunctionPrefix}`, `${ListConnectionsArn}` and `${TenantPostureArn}`. An unknown placeholder throws
 * here rather than at run time.
 */
const fill = (definition: string, machine: FoundMachine, { context, functionArns, stack }: Filling) => {
  const substitutions: Record<string, string> = {};
  const statements: PolicyStatement[] = [];
  const functions = new Map(Object.entries(functionArns).map(([name, arn]) => [`${pascal(name)}Arn`, arn]));
  // Object.keys widens its type to string.
  const machines = new Map((Object.keys(kinds) as MachineName[]).map((name) => [`${pascal(name)}Arn`, name]));

  for (const placeholder of new Set(Array.from(definition.matchAll(/\$\{(\w+)\}/g), (match) => match[1] ?? ''))) {
    const functionArn = functions.get(placeholder);
    const otherMachine = machines.get(placeholder);
    if (placeholder === 'SurfaceFunctionPrefix') {
      substitutions[placeholder] = context.names.surfaceFunctionPrefix;
      statements.push(invoke(`${surfaceArnPrefix(stack, context)}*`));
    } else if (functionArn !== undefined) {
      substitutions[placeholder] = functionArn;
      statements.push(invoke(functionArn));
    } else if (otherMachine !== undefined) {
      const arn = machineArn(stack, context.names, otherMachine);
      substitutions[placeholder] = arn;
      statements.push(new PolicyStatement({ actions: ['states:StartSyncExecution'], resources: [arn] }));
    } else {
      const known = ['SurfaceFunctionPrefix', ...functions.keys(), ...machines.keys()];
      throw new Error(
        `\${${placeholder}} in ${machine.definitionFile} is not a known placeholder; known are ${known.join(', ')}`,
      );
    }
  }
  return { substitutions, statements };
};

const invoke = (arn: string): PolicyStatement =>
  new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [arn] });

const surfaceArnPrefix = (stack: Stack, context: StageContext): string =>
  stack.formatArn({
    service: 'lambda',
    resource: 'function',
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    resourceName: context.names.surfaceFunctionPrefix,
  });

/**
 * A Distributed Map starts its children as executions of its own state machine, watches them, and stops them when it is
 * stopped.
 * https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
const ownChildren = (stack: Stack, names: Names, machine: MachineName): PolicyStatement[] => [
  new PolicyStatement({ actions: ['states:StartExecution'], resources: [machineArn(stack, names, machine)] }),
  new PolicyStatement({
    actions: ['states:DescribeExecution', 'states:StopExecution'],
    resources: [childrenArn(stack, names, machine)],
  }),
];

const childrenArn = (stack: Stack, names: Names, machine: MachineName): string =>
  stack.formatArn({
    service: 'states',
    resource: 'execution',
    resourceName: `${names.machine(machine)}:*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
