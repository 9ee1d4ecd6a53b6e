import { z } from 'zod';
import { type DeploymentTarget, secretArn } from '../assembly/identity.ts';

/** What an API call needs: an action and the resources that it is about. */
export interface NeededPermission {
  readonly action: string;
  readonly resources: readonly string[];
}

type Input = Readonly<Record<string, unknown>>;
type ResourcesOf = (input: Input, deployment: DeploymentTarget) => readonly string[];

const textOf = (input: Input, ...names: readonly string[]): string | undefined =>
  names.map((name) => input[name]).find((value) => typeof value === 'string');

const arnFrom = (prefix: string, value: string | undefined): readonly string[] => {
  if (value === undefined) return ['*'];
  return [value.startsWith('arn:') ? value : `${prefix}${value}`];
};

const PutEvents = z.looseObject({
  Entries: z.array(z.looseObject({ EventBusName: z.string().default('default') })).default([]),
});

/** The buses to which events are put. */
export const busesOf = (input: unknown, { region, account }: DeploymentTarget): readonly string[] =>
  PutEvents.parse(input).Entries.flatMap(({ EventBusName }) =>
    arnFrom(`arn:aws:events:${region}:${account}:event-bus/`, EventBusName),
  );

/** By the prefix of `x-amz-target`. The call itself refuses an input that it cannot read. */
const services: Readonly<Record<string, { readonly service: string; readonly resources: ResourcesOf }>> = {
  AWSStepFunctions: {
    service: 'states',
    resources: (input) => arnFrom('', textOf(input, 'stateMachineArn', 'executionArn')),
  },
  secretsmanager: {
    service: 'secretsmanager',
    resources: (input, deployment) => {
      const id = textOf(input, 'SecretId', 'Name');
      if (id === undefined) return ['*'];
      return [id.startsWith('arn:') ? id : secretArn(deployment, id)];
    },
  },
  AWSEvents: {
    service: 'events',
    resources: busesOf,
  },
  Logs_20140328: {
    service: 'logs',
    resources: (input, { region, account }) => [
      `arn:aws:logs:${region}:${account}:log-group:${textOf(input, 'logGroupName') ?? ''}:log-stream:${textOf(input, 'logStreamName') ?? ''}`,
    ],
  },
  AWSCognitoIdentityProviderService: {
    service: 'cognito-idp',
    resources: (input, { region, account }) =>
      arnFrom(`arn:aws:cognito-idp:${region}:${account}:userpool/`, textOf(input, 'UserPoolId')),
  },
};

/** The permission for an operation of a JSON service; undefined for a service that does not run here. */
export const neededFor = (
  prefix: string,
  operation: string,
  input: unknown,
  deployment: DeploymentTarget,
): NeededPermission | undefined => {
  const known = services[prefix];
  if (known === undefined) return undefined;
  const fields: Input = typeof input === 'object' && input !== null ? { ...input } : {};
  return { action: `${known.service}:${operation}`, resources: known.resources(fields, deployment) };
};
