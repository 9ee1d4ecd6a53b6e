import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Accepts a finding of cdk-nag on one construct and what lies below it. The reason is for the person who wonders later. */
export const accept = (construct: IConstruct, rule: `AwsSolutions-${string}`, reason: string): void => {
  Validations.of(construct).acknowledge({ id: rule, reason });
};

/** Accepts one wildcard in a policy, by the very resource it stands in: another wildcard is another finding. */
export const acceptWildcard = (construct: IConstruct, resource: string, reason: string): void =>
  accept(construct, `AwsSolutions-IAM5[Resource::${plain(Stack.of(construct).resolve(resource))}]`, reason);

/** As cdk-nag prints an ARN: what CloudFormation fills in stands in angle brackets. */
const plain = (resolved: unknown): string => {
  if (typeof resolved === 'string') return resolved;
  if (typeof resolved !== 'object' || resolved === null) return '';
  if ('Ref' in resolved) return `<${String(resolved.Ref)}>`;
  if ('Fn::GetAtt' in resolved && Array.isArray(resolved['Fn::GetAtt'])) return `<${resolved['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Join' in resolved && Array.isArray(resolved['Fn::Join'])) {
    const [separator, parts]: unknown[] = resolved['Fn::Join'];
    return Array.isArray(parts) ? parts.map(plain).join(String(separator)) : '';
  }
  return '';
};
