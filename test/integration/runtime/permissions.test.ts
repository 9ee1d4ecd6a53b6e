import { afterEach, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import type { TemplateResources } from '#test/support/everything-allowed.ts';
import { lambda, machine, runResources } from '#test/support/runtime-assembly.ts';

const allow = (statement: object): object => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', ...statement }],
});
const trust = (service: string): object =>
  allow({ Action: 'sts:AssumeRole', Principal: { Service: `${service}.amazonaws.com` } });
const role = (service: string, statement?: object): TemplateResources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: trust(service),
    Policies: statement === undefined ? [] : [{ PolicyName: 'own', PolicyDocument: allow(statement) }],
  },
});
const arnOf = (id: string): object => ({ 'Fn::GetAtt': [id, 'Arn'] });
const ofRole = { Role: arnOf('Own') };
const invokeEcho = {
  StartAt: 'Ask',
  States: {
    Ask: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'echo' }, End: true },
  },
};

let stack: RunningAssembly;
const run = async (resources: TemplateResources): Promise<RunningAssembly> => {
  stack = await runResources(resources);
  return stack;
};
const refusals = (): string[] => stack.logs('iam').map(({ text }) => text);
afterEach(() => stack.stop());

describe('a function that calls AWS', () => {
  const secretsOf = (statement?: object): TemplateResources => ({
    Own: role('lambda', statement),
    Read: lambda('aws.secret', { FunctionName: 'read', ...ofRole }),
    Kept: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'a/kept', SecretString: 'x' } },
  });
  const read = () => stack.invoke('read', { command: 'GetSecretValue', input: { SecretId: 'a/kept' } });

  it('is refused what its role does not allow', async () => {
    await run(
      secretsOf({ Action: 'secretsmanager:GetSecretValue', Resource: 'arn:aws:secretsmanager:*:*:secret:b/*' }),
    );
    expect(JSON.stringify(await read().catch((error: unknown) => error))).toContain('AccessDenied');
    expect(refusals()).toContainEqual(
      expect.stringMatching(/^AccessDenied: .*role\/.* secretsmanager:GetSecretValue on .*a\/kept/),
    );
  });

  it('may do what its role allows', async () => {
    await run(
      secretsOf({ Action: 'secretsmanager:GetSecretValue', Resource: 'arn:aws:secretsmanager:*:*:secret:a/*' }),
    );
    expect(JSON.stringify(await read())).toContain('"SecretString":"x"');
    expect(refusals()).toEqual([]);
  });
});

describe('a state machine', () => {
  const withRole = (statement?: object): TemplateResources => ({
    Own: role('states', statement),
    Echo: lambda('plain.echo', { FunctionName: 'echo' }),
    Ask: machine(invokeEcho, { StateMachineName: 'ask', RoleArn: arnOf('Own') }),
  });

  it('fails at a task that its role does not allow', async () => {
    await run(withRole());
    const { finished } = stack.startExecution('ask', {});
    expect(await finished).toMatchObject({ status: 'FAILED', error: 'Lambda.AccessDeniedException' });
  });

  it('succeeds when its role allows the task', async () => {
    await run(withRole({ Action: 'lambda:InvokeFunction', Resource: arnOf('Echo') }));
    const { finished } = stack.startExecution('ask', {});
    expect(await finished).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('whose role Step Functions may not assume ends the start of the stack', async () => {
    const other = { ...withRole(), Own: role('lambda', { Action: '*', Resource: '*' }) };
    await expect(run(other)).rejects.toThrow(/states\.amazonaws\.com .* is not authorized to perform sts:AssumeRole/);
    await run({});
  });
});

describe('a schedule', () => {
  const scheduled = (statement?: object): TemplateResources => ({
    Own: role('scheduler', statement),
    Echo: lambda('plain.echo', { FunctionName: 'echo' }),
    Daily: {
      Type: 'AWS::Scheduler::Schedule',
      Properties: {
        Name: 'daily',
        ScheduleExpression: 'rate(1 day)',
        Target: { Arn: arnOf('Echo'), RoleArn: arnOf('Own') },
      },
    },
  });

  it('starts nothing that its role does not allow', async () => {
    await run(scheduled());
    await expect(stack.fire('daily')).rejects.toThrow(/not authorized to perform lambda:InvokeFunction/);
  });

  it('starts what its role allows', async () => {
    await run(scheduled({ Action: 'lambda:InvokeFunction', Resource: arnOf('Echo') }));
    expect(await stack.fire('daily')).toEqual({});
  });
});

describe('an API', () => {
  const api = (source: string): TemplateResources => ({
    Own: role('lambda'),
    Echo: lambda('plain.http', { FunctionName: 'echo', ...ofRole }),
    Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP' } },
    Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: '$default' } },
    Behind: {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ApiId: { Ref: 'Api' },
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: arnOf('Echo'),
        PayloadFormatVersion: '2.0',
      },
    },
    Route: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: 'GET /echo',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Behind' }]] },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('Echo'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: source,
      },
    },
  });

  it('answers 500 when the function does not let it in', async () => {
    await run(api('arn:aws:execute-api:*:*:another/*/*/*'));
    expect((await fetch(`${stack.apiUrl}/echo`)).status).toBe(500);
    expect(refusals()).toEqual([expect.stringContaining('a condition that is not met')]);
  });

  it('reaches a function that lets it in', async () => {
    await run(api('arn:aws:execute-api:*:*:*/*/GET/echo'));
    expect((await fetch(`${stack.apiUrl}/echo`)).status).toBe(200);
  });
});

describe('an alarm', () => {
  const alarming = (sourceArn: string): TemplateResources => ({
    Fail: lambda('plain.fail', { FunctionName: 'fail' }),
    Told: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'told' } },
    Errors: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'errors',
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        AlarmActions: [{ Ref: 'Told' }],
      },
    },
    Policy: {
      Type: 'AWS::SNS::TopicPolicy',
      Properties: {
        Topics: [{ Ref: 'Told' }],
        PolicyDocument: allow({
          Action: 'sns:Publish',
          Resource: { Ref: 'Told' },
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Condition: { ArnLike: { 'aws:SourceArn': sourceArn } },
        }),
      },
    },
  });
  const raise = async (): Promise<void> => {
    for (let minute = 0; minute < 5 && stack.alarms[0]?.state !== 'ALARM'; minute++) {
      await stack.invoke('fail', {}).catch(() => {});
      await stack.clock.moveTo(new Date(stack.clock.now().getTime() + 60_000));
    }
  };

  it('reaches no topic that does not allow it', async () => {
    await run(alarming('arn:aws:cloudwatch:*:*:alarm:others-*'));
    await raise();
    expect(stack.alarms.map(({ state }) => state)).toContain('ALARM');
    expect(stack.published).toEqual([]);
    expect(refusals()).toEqual([expect.stringContaining('sns:Publish')]);
  });

  it('reaches a topic that allows it', async () => {
    await run(alarming('arn:aws:cloudwatch:*:*:alarm:errors'));
    await raise();
    expect(stack.published.map(({ subject }) => subject)).toContain('ALARM: "errors"');
  });
});
