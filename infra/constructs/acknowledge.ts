import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { templateText } from '../template-text.ts';

/** Accepts a finding of cdk-nag on one construct and what lies below it. The reason is for the person who wonders later. */
export const acknowledge = (construct: IConstruct, rule: `AwsSolutions-${string}`, reason: string): void => {
  Validations.of(construct).acknowledge({ id: rule, reason });
};

/** Accepts one wildcard in a policy, by the very resource it stands in: another wildcard is another finding. */
export const acknowledgeWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  acknowledge(construct, `AwsSolutions-IAM5[Resource::${templateText(Stack.of(construct).resolve(resource))}]`, reason);
