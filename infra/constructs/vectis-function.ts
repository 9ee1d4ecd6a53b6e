import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionContract } from '#shared/contract/function-contract.ts';
import { pickVariables } from '../environment-values.ts';
import type { StageContext } from '../stage-context.ts';
import { accessStatements } from './access-statements.ts';
import { acknowledgeWildcard } from './acknowledge.ts';

export interface VectisFunctionProps {
  readonly context: StageContext;
  readonly functionName: string;
  readonly contract: FunctionContract;
  readonly code: Code;
  /** The queue for events that the function failed to process in asynchronous invocations. */
  readonly deadLetters?: IQueue;
}

/**
 * A Lambda with its own role, a log group that the data stack keeps, and only the permissions and settings that its
 * contract declares.
 */
export class VectisFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly logGroup: ILogGroup;

  constructor(scope: Construct, id: string, props: VectisFunctionProps) {
    super(scope, id);
    const { context, functionName, contract, code, deadLetters } = props;
    const stack = Stack.of(this);
    const { settings, values } = context;

    this.logGroup = LogGroup.fromLogGroupName(this, 'Log', context.names.functionLog(functionName));
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${functionName} may do`,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    );
    const statements = accessStatements(contract.access, stack, context);
    for (const statement of statements) role.addToPolicy(statement);

    this.lambda = new LambdaFunction(this, 'Function', {
      functionName,
      description: contract.description,
      code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: contract.memoryMegabytes,
      timeout: Duration.seconds(contract.timeoutSeconds),
      tracing: Tracing.ACTIVE,
      // STAGE is a dimension of every metric, so every function has it.
      environment: {
        STAGE: settings.stage,
        ...pickVariables(values, contract.environment.shape, stack),
        NODE_OPTIONS: '--enable-source-maps',
      },
      role,
      logGroup: this.logGroup,
      ...(deadLetters === undefined ? {} : { deadLetterQueue: deadLetters }),
    });
    acknowledgeWildcard(role, this.logGroup.logGroupArn, 'The streams of its own log group; Lambda names them.');
    acknowledgeWildcard(role, '*', 'X-Ray does not support resource-level permissions.');
    for (const statement of statements) {
      for (const resource of statement.resources.filter((arn) => arn.endsWith('*') || arn.endsWith('?'))) {
        acknowledgeWildcard(role, resource, wildcardReason);
      }
    }
  }
}

const wildcardReason =
  'The rest of the name is not known at deployment: code names the secret of a connection, Secrets Manager adds six characters, and the denial of Scan covers every index.';
