import { z } from 'zod';
import { propertiesOf, type Resource, type Resources } from '../assembly/resources.ts';
import type { Caller, Policies } from './evaluate.ts';
import { type Policy, readPolicy, type Statement } from './policy-document.ts';

const Named = z.looseObject({ PolicyName: z.string(), PolicyDocument: z.unknown() });
const RoleProperties = z.looseObject({
  AssumeRolePolicyDocument: z.unknown(),
  Policies: z.array(Named).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
  PermissionsBoundary: z.unknown().optional(),
});
const PolicyProperties = Named.extend({
  Roles: z.array(z.string()).default([]),
  Users: z.undefined('only roles have policies here').optional(),
  Groups: z.undefined('only roles have policies here').optional(),
});
const TopicPolicy = z.looseObject({ PolicyDocument: z.unknown(), Topics: z.array(z.string()) });
const QueuePolicy = z.looseObject({ PolicyDocument: z.unknown(), Queues: z.array(z.string()) });
const Key = z.looseObject({ KeyPolicy: z.unknown() });
const LogPolicy = z.looseObject({ PolicyDocument: z.string() });
const Permission = z.strictObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** The policies of the templates, as the evaluation takes them. */
export interface PolicyIndex {
  /** The policies for a call of this caller on this resource. */
  policiesFor(caller: Caller, resourceArn: string): Policies;
  /** The trust of a role, for `sts:AssumeRole`. */
  trustOf(roleArn: string): Policies;
}

const nameOf = ({ stack, logicalId }: Resource): string => `${stack}/${logicalId}`;

const push = <Value>(map: Map<string, Value[]>, key: string, value: Value): void => {
  map.set(key, [...(map.get(key) ?? []), value]);
};

const identityPolicies = (resources: Resources): ReadonlyMap<string, readonly Policy[]> => {
  const policies = new Map<string, Policy[]>();
  const arns = new Map(resources.ofType('AWS::IAM::Role').map(({ name, arn }) => [name, arn]));
  for (const role of resources.ofType('AWS::IAM::Role')) {
    const { Policies, ManagedPolicyArns, PermissionsBoundary } = propertiesOf(role, RoleProperties);
    for (const one of Policies)
      push(policies, role.arn, readPolicy(`${nameOf(role)} ${one.PolicyName}`, one.PolicyDocument));
    const elsewhere = [...ManagedPolicyArns, ...(PermissionsBoundary === undefined ? [] : [PermissionsBoundary])];
    if (elsewhere.length > 0) {
      const unreadable = `${nameOf(role)} has policies that are not in the templates: ${elsewhere.join(', ')}`;
      push(policies, role.arn, { name: nameOf(role), statements: [], unreadable });
    }
  }
  for (const resource of resources.ofType('AWS::IAM::Policy')) {
    const { Roles, PolicyDocument } = propertiesOf(resource, PolicyProperties);
    const policy = readPolicy(nameOf(resource), PolicyDocument);
    for (const role of Roles) push(policies, arns.get(role) ?? role, policy);
  }
  return policies;
};

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html */
const permissionPolicy = (resource: Resource): { readonly functionName: string; readonly policy: Policy } => {
  const { Action, FunctionName, Principal, SourceArn, SourceAccount } = propertiesOf(resource, Permission);
  const isService = Principal.endsWith('.amazonaws.com');
  const statement: Statement = {
    Effect: 'Allow',
    Principal: isService ? { AWS: [], Service: [Principal] } : { AWS: [Principal], Service: [] },
    Action: [Action],
    Condition: {
      ...(SourceArn === undefined ? {} : { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
      ...(SourceAccount === undefined ? {} : { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
    },
  };
  return { functionName: FunctionName, policy: { name: nameOf(resource), statements: [statement] } };
};

/** Policies by the ARN of their resource. Those of log groups stand for all groups; their statements name them. */
const resourcePolicies = (resources: Resources): ReadonlyMap<string, readonly Policy[]> => {
  const policies = new Map<string, Policy[]>();
  for (const resource of resources.ofType('AWS::SNS::TopicPolicy')) {
    const { PolicyDocument, Topics } = propertiesOf(resource, TopicPolicy);
    for (const arn of Topics) push(policies, arn, readPolicy(nameOf(resource), PolicyDocument));
  }
  const queues = new Map(resources.ofType('AWS::SQS::Queue').map(({ name, arn }) => [name, arn]));
  for (const resource of resources.ofType('AWS::SQS::QueuePolicy')) {
    const { PolicyDocument, Queues } = propertiesOf(resource, QueuePolicy);
    for (const queue of Queues)
      push(policies, queues.get(queue) ?? queue, readPolicy(nameOf(resource), PolicyDocument));
  }
  for (const resource of resources.ofType('AWS::KMS::Key')) {
    push(policies, resource.arn, readPolicy(nameOf(resource), propertiesOf(resource, Key).KeyPolicy));
  }
  const functions = resources.ofType('AWS::Lambda::Function');
  for (const resource of resources.ofType('AWS::Lambda::Permission')) {
    const { functionName, policy } = permissionPolicy(resource);
    const target = functions.find(({ name, arn }) => name === functionName || arn === functionName);
    push(policies, target?.arn ?? functionName, policy);
  }
  const logs = resources
    .ofType('AWS::Logs::ResourcePolicy')
    .map((resource) => readPolicy(nameOf(resource), JSON.parse(propertiesOf(resource, LogPolicy).PolicyDocument)));
  for (const group of resources.ofType('AWS::Logs::LogGroup'))
    for (const policy of logs) push(policies, group.arn, policy);
  return policies;
};

/**
 * What SNS puts on a topic without a policy of its own: whoever acts for the account may publish.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
const policyOfNewTopic: Policy = {
  name: 'the default policy of SNS',
  statements: [
    {
      Effect: 'Allow',
      Principal: { AWS: ['*'], Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
      Action: ['sns:Publish'],
      Condition: {},
    },
  ],
};

/** An ARN of something inside a resource, as `table/things/index/by-name`, belongs to that resource. */
const ownerOf = (arn: string, known: ReadonlyMap<string, unknown>): string => {
  if (known.has(arn)) return arn;
  const owner = [...known.keys()].find(
    (one) => arn.startsWith(`${one.replace(/:\*$/, '')}:`) || arn.startsWith(`${one}/`),
  );
  return owner ?? arn;
};

/** Reads the policies of all templates. */
export const policyIndex = (resources: Resources): PolicyIndex => {
  const byRole = identityPolicies(resources);
  const byResource = resourcePolicies(resources);
  const topics = new Set(resources.ofType('AWS::SNS::Topic').map(({ arn }) => arn));
  const roles = new Map(resources.ofType('AWS::IAM::Role').map((role) => [role.arn, role]));
  return {
    policiesFor: (caller, resourceArn) => {
      const owner = ownerOf(resourceArn, byResource);
      return {
        identity: caller.is === 'role' ? (byRole.get(caller.arn) ?? []) : [],
        resource: byResource.get(owner) ?? (topics.has(owner) ? [policyOfNewTopic] : []),
        resourceDecides: resourceArn.split(':')[2] === 'kms',
      };
    },
    trustOf: (roleArn) => {
      const role = roles.get(roleArn);
      const trust =
        role === undefined
          ? []
          : [readPolicy(`the trust of ${nameOf(role)}`, propertiesOf(role, RoleProperties).AssumeRolePolicyDocument)];
      return { identity: [], resource: trust, resourceDecides: true };
    },
  };
};
