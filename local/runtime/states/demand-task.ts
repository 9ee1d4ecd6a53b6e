import { z } from 'zod';
import type { DeploymentTarget } from '../assembly/identity.ts';
import { ServiceException } from '../aws/service-exception.ts';
import type { FunctionPool } from '../functions/function-pool.ts';
import { busesOf, type NeededPermission } from '../iam/api-calls.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { StateFailure } from './failures.ts';
import type { Integration } from './integration.ts';

interface Task {
  readonly integration: Integration;
  readonly input: unknown;
  readonly roleArn: string;
  readonly authorizer: Authorizer;
  readonly pool: FunctionPool;
  /** ARNs of tables by name. */
  readonly tables: ReadonlyMap<string, string>;
  readonly deployment: DeploymentTarget;
}

const Named = z.looseObject({
  FunctionName: z.string().optional(),
  StateMachineArn: z.string().optional(),
  ExecutionArn: z.string().optional(),
  TableName: z.string().optional(),
  TopicArn: z.string().optional(),
});

const pascal = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

const neededBy = ({ integration, input, pool, tables, deployment }: Task): NeededPermission => {
  const {
    FunctionName = '*',
    StateMachineArn,
    ExecutionArn,
    TableName = '*',
    TopicArn = '*',
  } = Named.catch({}).parse(input);
  const needed = (action: string, ...resources: string[]): NeededPermission => ({ action, resources });
  const functionArn = (name: string): string => pool.find(name)?.arn ?? name;
  const execution = StateMachineArn ?? ExecutionArn ?? '*';
  switch (integration.is) {
    case 'function':
      return needed('lambda:InvokeFunction', functionArn(integration.arn));
    case 'invoke':
      return needed('lambda:InvokeFunction', functionArn(FunctionName));
    case 'dynamodb':
      return needed(`dynamodb:${pascal(integration.action)}`, tables.get(TableName) ?? TableName);
    case 'startExecution':
      return needed('states:StartExecution', execution);
    case 'service':
      if (integration.service === 'sfn') return needed(`states:${pascal(integration.action)}`, execution);
      if (integration.service === 'sns') return needed(publish, TopicArn);
      return needed('events:PutEvents', ...busesOf(input, deployment));
  }
};

const publish = 'sns:Publish';

const demandOf = (task: Task): void => {
  const { authorizer, roleArn } = task;
  const { action, resources } = neededBy(task);
  for (const resource of resources) {
    if (action === publish) authorizer.demandPublish({ roleArn }, resource);
    else authorizer.demand({ roleArn }, action, resource);
  }
};

const prefixes: Readonly<Record<Integration['is'], string>> = {
  function: 'Lambda',
  invoke: 'Lambda',
  dynamodb: 'DynamoDB',
  startExecution: 'StepFunctions',
  service: 'Sfn',
};

/** Fails a task that the role of its machine may not do, with the error that AWS gives it. */
export const demandTask = (task: Task): void => {
  try {
    demandOf(task);
  } catch (thrown) {
    if (!(thrown instanceof ServiceException)) throw thrown;
    throw new StateFailure(`${prefixes[task.integration.is]}.${thrown.name}`, thrown.message);
  }
};
