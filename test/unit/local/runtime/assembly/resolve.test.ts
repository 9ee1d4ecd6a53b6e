import { describe, expect, it } from 'vitest';
import { Template } from '#local/runtime/assembly/read-assembly.ts';
import { loadResources } from '#local/runtime/assembly/resources.ts';

const deployment = { account: '000000000000', region: 'us-east-1', apiOrigin: () => 'http://127.0.0.1:1' };
const topic = (value: unknown): object => ({
  Type: 'AWS::SNS::Topic',
  Properties: { TopicName: 'named', DisplayName: value },
});

/** The value of an expression as the property of a resource. */
const resolved = (
  value: unknown,
  rest: Record<string, unknown> = {},
  parameters: Record<string, string> = {},
): unknown => {
  const other = Template.parse({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } } },
    Outputs: {
      Out: { Value: { 'Fn::GetAtt': ['Bus', 'Arn'] }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}:bus' } } },
    },
  });
  const template = Template.parse({ ...rest, Resources: { It: topic(value), ...Object(rest['Resources']) } });
  const nowhere = { region: undefined, account: undefined };
  const stacks = [
    { name: 'Other', template: other, ...nowhere },
    { name: 'Main', template, ...nowhere },
  ];
  const { all } = loadResources({ stacks, assets: new Map() }, deployment, parameters);
  return all.find(({ logicalId }) => logicalId === 'It')?.properties['DisplayName'];
};

describe('a template expression', () => {
  it.each([
    ['Ref of a topic, its ARN', { Ref: 'It' }, 'arn:aws:sns:us-east-1:000000000000:named'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['GetAtt', { 'Fn::GetAtt': ['It', 'TopicName'] }, 'named'],
    ['GetAtt in one word', { 'Fn::GetAtt': 'It.TopicName' }, 'named'],
    ['Join', { 'Fn::Join': ['-', ['a', { Ref: 'AWS::AccountId' }]] }, 'a-000000000000'],
    ['Sub', { 'Fn::Sub': 'x-${AWS::Region}-${It.TopicName}-${!kept}' }, 'x-us-east-1-named-${kept}'],
    ['Sub with values', { 'Fn::Sub': ['${a}/${b}', { a: 1, b: { Ref: 'AWS::Partition' } }] }, '1/aws'],
    ['Select and Split', { 'Fn::Select': [1, { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['ImportValue', { 'Fn::ImportValue': 'Other:bus' }, 'arn:aws:events:us-east-1:000000000000:event-bus/bus'],
    ['a nested object', { a: [{ b: { Ref: 'AWS::URLSuffix' } }] }, { a: [{ b: 'amazonaws.com' }] }],
    ['a list without what has no value', ['a', { Ref: 'AWS::NoValue' }], ['a']],
  ])('%s', (_what, value, expected) => {
    expect(resolved(value)).toEqual(expected);
  });

  it('uses the given value of a parameter, else its default', () => {
    const Parameters = { Given: { Type: 'String', Default: 'default' } };
    expect(resolved({ Ref: 'Given' }, { Parameters })).toBe('default');
    expect(resolved({ Ref: 'Given' }, { Parameters }, { Given: 'given' })).toBe('given');
    expect(() => resolved({ Ref: 'Given' }, { Parameters: { Given: { Type: 'String' } } })).toThrow('Given');
  });

  it('evaluates conditions', () => {
    const Conditions = {
      Yes: { 'Fn::Equals': ['us-east-1', { Ref: 'AWS::Region' }] },
      No: { 'Fn::Not': [{ Condition: 'Yes' }] },
    };
    expect(resolved({ 'Fn::If': ['Yes', 'a', 'b'] }, { Conditions })).toBe('a');
    expect(resolved({ 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] }, { Conditions })).toBeUndefined();
  });

  it.each([
    ['a function nobody knows', { 'Fn::Transform': {} }, 'Fn::Transform'],
    ['a resource nobody made', { Ref: 'Nobody' }, 'Nobody'],
    ['an attribute nobody knows', { 'Fn::GetAtt': ['It', 'Color'] }, 'Color'],
    ['an export nobody made', { 'Fn::ImportValue': 'nothing' }, 'nothing'],
    ['a secret by reference', '{{resolve:secretsmanager:x}}', 'resolve'],
  ])('with %s is an error', (_what, value, named) => {
    expect(() => resolved(value)).toThrow(named);
  });
});

describe('a template', () => {
  it('with an unknown resource type is refused, and the error names the resource', () => {
    const Resources = { Bucket: { Type: 'AWS::S3::Bucket' } };
    expect(() => resolved('x', { Resources })).toThrow('Main/Bucket is of type AWS::S3::Bucket');
  });

  it('leaves out a resource whose condition is not met', () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    const Resources = { It: { ...topic('x'), Condition: 'Never' } };
    expect(resolved('x', { Conditions, Resources })).toBeUndefined();
  });
});
