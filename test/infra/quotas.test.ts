import { describe, expect, it } from 'vitest';
import { readProjectFile } from '#test/support/project-files.ts';
import { plain, synthesize } from './synthesized.ts';

/**
 * Quotas of a new account that no support request has raised.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const quotas = {
  resourcesOfStack: 500,
  outputsOfStack: 200,
  bytesOfTemplate: 1_000_000,
  routesOfApi: 300,
  integrationsOfApi: 300,
  rolesOfAccount: 1_000,
  charactersOfRolePolicies: 10_240,
  charactersOfFunctionPolicy: 20_480,
  bytesOfFunctionVariables: 4_096,
  bytesOfLogsPolicy: 5_120,
  logsPoliciesOfRegion: 10,
  bytesOfDefinition: 1_000_000,
  charactersOfFunctionName: 64,
} as const;

/** Both stages fit into one account with room for others: nothing uses more than this part of a quota. */
const share = 0.8;
const within = (quota: keyof typeof quotas): number => quotas[quota] * share;
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

const stages = await Promise.all(
  ['dev', 'prod'].map(async (stage) => ({ stage, ...(await synthesize(stage, { alarmMail: 'alarms@example.com' })) })),
);
const countOf = (type: string): number => stages.reduce((sum, stage) => sum + stage.ofType(type).length, 0);

describe.each(stages)('the stage $stage in a new account', ({ templates, ofType }) => {
  it.each([...templates])('%s is within the limits of a stack', (_name, template) => {
    const { Resources = {}, Outputs = {} } = template as { Resources?: object; Outputs?: object };
    expect(Object.keys(Resources).length).toBeLessThan(within('resourcesOfStack'));
    expect(Object.keys(Outputs).length).toBeLessThan(within('outputsOfStack'));
    expect(bytesOf(template)).toBeLessThan(within('bytesOfTemplate'));
  });

  it('has an API within the limits of API Gateway', () => {
    expect(ofType('AWS::ApiGatewayV2::Route').length).toBeLessThan(within('routesOfApi'));
    expect(ofType('AWS::ApiGatewayV2::Integration').length).toBeLessThan(within('integrationsOfApi'));
  });

  it('has roles whose policies are within the limit of their size', () => {
    const sizes = new Map<string, number>();
    for (const [, { Properties }] of ofType('AWS::IAM::Policy'))
      for (const role of Properties.Roles)
        sizes.set(plain(role), (sizes.get(plain(role)) ?? 0) + plain(Properties.PolicyDocument).length);
    expect(Math.max(...sizes.values())).toBeLessThan(within('charactersOfRolePolicies'));
  });

  it('has functions with names, variables and policies within the limits of Lambda', () => {
    for (const [, { Properties }] of ofType('AWS::Lambda::Function')) {
      expect(Properties.FunctionName.length).toBeLessThanOrEqual(quotas.charactersOfFunctionName);
      expect(bytesOf(Properties.Environment?.Variables ?? {})).toBeLessThan(within('bytesOfFunctionVariables'));
    }
    const permissions = Object.groupBy(ofType('AWS::Lambda::Permission'), ([, { Properties }]) =>
      plain(Properties.FunctionName),
    );
    for (const of of Object.values(permissions)) expect(bytesOf(of)).toBeLessThan(within('charactersOfFunctionPolicy'));
  });

  it('has definitions of state machines and a policy of log groups within their limits', () => {
    for (const [, { Properties }] of ofType('AWS::StepFunctions::StateMachine'))
      expect(bytesOf(Properties.DefinitionString)).toBeLessThan(within('bytesOfDefinition'));
    for (const [, { Properties }] of ofType('AWS::Logs::ResourcePolicy'))
      expect(plain(Properties.PolicyDocument).length).toBeLessThan(within('bytesOfLogsPolicy'));
  });

  it('reserves no concurrent execution, of which a new account has none to spare', () => {
    for (const [, { Properties }] of ofType('AWS::Lambda::Function'))
      expect(Properties.ReservedConcurrentExecutions).toBeUndefined();
  });
});

describe('both stages in one account', () => {
  it('leave room for others', () => {
    expect(countOf('AWS::IAM::Role')).toBeLessThan(within('rolesOfAccount'));
    expect(countOf('AWS::Logs::ResourcePolicy')).toBeLessThan(within('logsPoliciesOfRegion'));
  });
});

describe('the guide', () => {
  it('says what a new account throttles: the concurrent tenants of a book-sync against its 10 executions', () => {
    const machine = JSON.parse(readProjectFile('statemachines/book-sync/definition.asl.json'));
    const guide = readProjectFile('docs/deployment.md');
    expect(guide).toContain(`${machine.States.SyncTenants.MaxConcurrency} tenants`);
    expect(guide).toContain('## Quotas of a new account');
  });
});
