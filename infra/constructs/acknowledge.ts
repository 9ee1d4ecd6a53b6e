import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateText } from '../template-text.ts';

/** Suppresses a finding of cdk-nag on one construct and its children, with the reason. */
export const acknowledge = (construct: IConstruct, rule: `AwsSolutions-${string}`, reason: string): void => {
  Validations.of(construct).acknowledge({ id: rule, reason });
};

/** Suppresses one wildcard in a policy, by its exact resource: a different wildcard is a different finding. */
export const acknowledgeWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${templateText(Stack.of(construct).resolve(resource))}]`, reason);
