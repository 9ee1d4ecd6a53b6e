import type { Authorize } from '#local/runtime/aws/endpoint.ts';

type Json = Record<string, unknown>;
export type TemplateResources = Record<string, { Type: string; Properties?: Json; Condition?: string }>;

/** For a test of one service, in which permissions have no part. */
export const everythingAllowed: Authorize = { json: () => {}, query: () => {}, invoke: () => {} };

const roleId = 'EverythingRole';
const callers = ['apigateway', 'events', 'sns'].map((name) => `${name}.amazonaws.com`);
const assumers = ['lambda', 'states', 'scheduler'].map((name) => `${name}.amazonaws.com`);
const allow = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});

/** The property with the role of a resource, by type. */
const roleProperties: Readonly<Record<string, string>> = {
  'AWS::Lambda::Function': 'Role',
  'AWS::StepFunctions::StateMachine': 'RoleArn',
};

/**
 * Resources for a test in which permissions have no part: what has no role of its own gets one that may do everything,
 * and every function with that role may be invoked by the services.
 */
export const withPermissions = (resources: TemplateResources): TemplateResources => {
  const all: TemplateResources = {
    ...resources,
    [roleId]: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: allow({ Action: 'sts:AssumeRole', Principal: { Service: assumers } }),
        Policies: [{ PolicyName: 'everything', PolicyDocument: allow({ Action: '*', Resource: '*' }) }],
      },
    },
  };
  const role = { 'Fn::GetAtt': [roleId, 'Arn'] };
  for (const [id, resource] of Object.entries(resources)) {
    const { Type, Properties = {} } = resource;
    const property = roleProperties[Type];
    if (property !== undefined && !(property in Properties)) {
      all[id] = { ...resource, Properties: { ...Properties, [property]: role } };
      if (Type !== 'AWS::Lambda::Function') continue;
      for (const Principal of callers) {
        const FunctionName = { 'Fn::GetAtt': [id, 'Arn'] };
        all[`${id}InvokedBy${Principal.split('.')[0]}`] = {
          Type: 'AWS::Lambda::Permission',
          Properties: { Action: 'lambda:InvokeFunction', FunctionName, Principal },
        };
      }
    }
    if (Type === 'AWS::Scheduler::Schedule') {
      const target = Object(Properties['Target']);
      all[id] = { ...resource, Properties: { ...Properties, Target: { RoleArn: role, ...target } } };
    }
  }
  return all;
};
