import { describe, expect, it } from 'vitest';
import { type Call, decide, type Decision } from '#local/runtime/iam/evaluate.ts';
import { readPolicy } from '#local/runtime/iam/policy-document.ts';

const account = '111122223333';
const role = { is: 'role', arn: `arn:aws:iam::${account}:role/reader`, account } as const;
const service = { is: 'service', name: 'cloudwatch.amazonaws.com' } as const;
const table = `arn:aws:dynamodb:eu-west-1:${account}:table/things`;

interface Given {
  readonly call?: Partial<Call>;
  readonly identity?: readonly object[];
  readonly resource?: readonly object[];
  readonly resourceDecides?: boolean;
}

const decided = ({ call = {}, identity, resource, resourceDecides = false }: Given): Decision =>
  decide(
    { caller: role, action: 'dynamodb:GetItem', resource: table, context: {}, ...call },
    {
      identity:
        identity === undefined ? [] : [readPolicy('the policy', { Version: '2012-10-17', Statement: identity })],
      resource:
        resource === undefined
          ? []
          : [readPolicy('the resource policy', { Version: '2012-10-17', Statement: resource })],
      resourceDecides,
    },
  );
const isAllowed = (given: Given): boolean => decided(given).allowed;
const reasonOf = (given: Given): string => {
  const decision = decided(given);
  return decision.allowed ? 'allowed' : decision.reason;
};

const read = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table };

describe('a call of a role', () => {
  it('is refused when nothing allows it', () => {
    expect(reasonOf({})).toBe('no statement of the role allows dynamodb:GetItem');
  });

  it('is allowed by a statement with its action and resource', () => {
    expect(isAllowed({ identity: [read] })).toBe(true);
  });

  it.each([
    ['another action', { action: 'dynamodb:PutItem' }],
    ['another resource', { resource: `${table}s` }],
    ['an index of the table', { resource: `${table}/index/worst-first` }],
  ])('is refused for %s', (_name, call) => {
    expect(isAllowed({ identity: [read], call })).toBe(false);
  });

  it.each([
    ['an action in another case', { ...read, Action: 'DynamoDB:getitem' }],
    ['an action with a wildcard', { ...read, Action: ['s3:*', 'dynamodb:Get*'] }],
    ['a resource with a wildcard', { ...read, Resource: 'arn:aws:dynamodb:*:*:table/thing?' }],
  ])('is allowed by %s', (_name, statement) => {
    expect(isAllowed({ identity: [statement] })).toBe(true);
  });

  it('is refused by a denial of either policy, whatever allows it', () => {
    const deny = { Sid: 'Never', Effect: 'Deny', Action: '*', Resource: '*' };
    expect(reasonOf({ identity: [read, deny] })).toBe('the policy (Never) denies it');
    expect(reasonOf({ identity: [read], resource: [{ ...deny, Principal: '*' }] })).toBe(
      'the resource policy (Never) denies it',
    );
  });

  it('is allowed by the policy of the resource alone when that names the role', () => {
    expect(isAllowed({ resource: [{ ...read, Principal: { AWS: role.arn } }] })).toBe(true);
    expect(isAllowed({ resource: [{ ...read, Principal: { AWS: 'arn:aws:iam::111122223333:role/other' } }] })).toBe(
      false,
    );
  });

  it('of a key needs the key policy, which may leave it to the roles of the account', () => {
    const ofAccount = { ...read, Principal: { AWS: `arn:aws:iam::${account}:root` } };
    expect(isAllowed({ identity: [read], resourceDecides: true, resource: [] })).toBe(false);
    expect(isAllowed({ identity: [read], resourceDecides: true, resource: [ofAccount] })).toBe(true);
    expect(isAllowed({ identity: [], resourceDecides: true, resource: [ofAccount] })).toBe(false);
  });
});

describe('a call of a service', () => {
  const publish = { ...read, Action: 'sns:Publish', Principal: { Service: service.name } };
  const call = { caller: service, action: 'sns:Publish' };

  it('is allowed by the policy of the resource that names the service', () => {
    expect(isAllowed({ call, resource: [publish] })).toBe(true);
    expect(isAllowed({ call, resource: [{ ...publish, Principal: { Service: 'events.amazonaws.com' } }] })).toBe(false);
    expect(reasonOf({ call })).toBe('no statement of the policy of the resource allows sns:Publish');
  });

  it('is not allowed by a statement for all principals of AWS, and denied by one', () => {
    expect(isAllowed({ call, resource: [{ ...publish, Principal: { AWS: '*' } }] })).toBe(false);
    expect(isAllowed({ call, resource: [publish, { ...publish, Effect: 'Deny', Principal: { AWS: '*' } }] })).toBe(
      false,
    );
  });
});

describe('a condition', () => {
  const under = (Condition: object, context: Call['context']): boolean =>
    isAllowed({ identity: [{ ...read, Condition }], call: { context } });

  it.each([
    ['StringEquals', 'aws:SourceAccount', account, ['111122223333'], true],
    ['StringEquals', 'aws:SourceAccount', account, ['999999999999'], false],
    ['StringEquals', 'AWS:sourceaccount', ['999999999999', account], ['111122223333'], true],
    ['StringEquals', 'aws:SourceAccount', account, [], false],
    ['StringEqualsIfExists', 'aws:SourceAccount', account, [], true],
    ['StringNotEquals', 'aws:SourceAccount', account, [], true],
    ['StringNotEquals', 'aws:SourceAccount', account, ['111122223333'], false],
    ['StringLike', 'aws:SourceAccount', '1111*', ['111122223333'], true],
    ['StringNotLike', 'aws:SourceAccount', '1111*', ['111122223333'], false],
  ])('%s on %s of %j is judged for %j: %s', (operator, key, pattern, values, expected) => {
    expect(under({ [operator]: { [key]: pattern } }, { 'aws:sourceaccount': values })).toBe(expected);
  });

  it.each([
    ['arn:aws:cloudwatch:eu-west-1:1:alarm:vectis-*', 'arn:aws:cloudwatch:eu-west-1:1:alarm:vectis-x', true],
    ['arn:aws:cloudwatch:*:1:alarm:vectis-*', 'arn:aws:cloudwatch:eu-west-1:1:alarm:vectis-x:y', true],
    ['arn:aws:cloudwatch:*', 'arn:aws:cloudwatch:eu-west-1:1:alarm:vectis-x', false],
    ['arn:aws:cloudwatch:eu-west-1:1:alarm:vectis-*', 'arn:aws:cloudwatch:eu-west-1:2:alarm:vectis-x', false],
  ])('ArnLike matches each part of %s with %s: %s', (pattern, arn, expected) => {
    expect(under({ ArnLike: { 'aws:SourceArn': pattern } }, { 'aws:sourcearn': [arn] })).toBe(expected);
    expect(under({ ArnNotLike: { 'aws:SourceArn': pattern } }, { 'aws:sourcearn': [arn] })).toBe(!expected);
  });

  it.each([
    ['ForAllValues:StringLike', ['MSP#1', 'MSP#2'], true],
    ['ForAllValues:StringLike', ['MSP#1', 'AUDIT#2'], false],
    ['ForAllValues:StringLike', [], true],
    ['ForAnyValue:StringLike', ['MSP#1', 'AUDIT#2'], true],
    ['ForAnyValue:StringLike', [], false],
    ['StringLike', ['MSP#1', 'MSP#2'], false],
  ])('%s on the keys %j: %s', (operator, keys, expected) => {
    expect(under({ [operator]: { 'dynamodb:LeadingKeys': 'MSP#*' } }, { 'dynamodb:leadingkeys': keys })).toBe(expected);
  });

  it('holds only together with all others', () => {
    const both = { StringEquals: { 'aws:SourceAccount': account }, Bool: { 'aws:SecureTransport': true } };
    expect(under(both, { 'aws:sourceaccount': [account], 'aws:securetransport': ['true'] })).toBe(true);
    expect(under(both, { 'aws:sourceaccount': [account], 'aws:securetransport': ['false'] })).toBe(false);
  });
});

describe('what the evaluation does not know', () => {
  it.each([
    ['an operator', { NumericLessThan: { 'aws:SourceAccount': '7' } }, 'the operator NumericLessThan'],
    [
      'a set operator',
      { 'ForSomeValues:StringLike': { 'aws:SourceAccount': '7' } },
      'the operator ForSomeValues:StringLike',
    ],
    ['a condition key', { StringEquals: { 'aws:PrincipalTag/team': 'a' } }, 'the condition key aws:PrincipalTag/team'],
    [
      'a policy variable',
      { StringEquals: { 'aws:SourceAccount': '${aws:userid}' } },
      'a policy variable in aws:SourceAccount',
    ],
  ])('%s, refuses where it allows and where it denies', (_name, Condition, unknown) => {
    expect(reasonOf({ identity: [{ ...read, Condition }] })).toBe(
      `the policy has a condition with ${unknown}, which is not known here`,
    );
    expect(reasonOf({ identity: [read, { ...read, Effect: 'Deny', Condition }] })).toBe(
      `the policy denies it under a condition with ${unknown}, which is not known here`,
    );
  });

  it.each([
    ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
    ['NotResource', { Effect: 'Deny', Action: '*', NotResource: '*' }],
    ['NotPrincipal', { ...read, NotPrincipal: { AWS: '*' } }],
    ['a kind of principal', { ...read, Principal: { Federated: 'cognito-identity.amazonaws.com' } }],
    ['a policy variable in a resource', { ...read, Effect: 'Deny', Resource: 'arn:aws:s3:::${aws:userid}/*' }],
    ['an unresolved reference', { ...read, Resource: { Ref: 'Table' } }],
  ])('%s, refuses everything the policy stands for', (_name, statement) => {
    expect(reasonOf({ identity: [read, statement] })).toMatch(/^the policy cannot be evaluated/);
  });
});
