import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { type AssemblySettings, runAssembly } from '#local/runtime/run-assembly.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { type TemplateResources, withPermissions } from './everything-allowed.ts';
import { stackStart } from './stack-start.ts';

type Json = Record<string, unknown>;

const functionsDirectory = resolve(import.meta.dirname, '../fixtures/runtime/functions');

export const lambda = (handler: string, properties: Json = {}): { Type: string; Properties: Json } => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: handler,
    Code: { S3Bucket: 'assets', S3Key: 'functions.zip' },
    Timeout: 10,
    MemorySize: 256,
    ...properties,
  },
});

export const machine = (definition: unknown, properties: Json = {}): { Type: string; Properties: Json } => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: {
    DefinitionString: JSON.stringify(definition),
    ...properties,
  },
});

export const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'things',
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
  },
};

/** A route of `httpApi`. */
export const httpRoute = (routeKey: string, properties: Json = {}): { Type: string; Properties: Json } => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: routeKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
    ...properties,
  },
});

/** The ARN by which API Gateway invokes the function with this logical id. */
export const invocationUri = (logicalId: string): object => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':apigateway:us-east-1:lambda:path/2015-03-31/functions/',
      { 'Fn::GetAtt': [logicalId, 'Arn'] },
      '/invocations',
    ],
  ],
});

/** An HTTP API whose routes invoke the function with this logical id. */
export const httpApi = (functionId: string, properties: Json = {}): TemplateResources => ({
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'api', ProtocolType: 'HTTP', ...properties } },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: invocationUri(functionId),
      PayloadFormatVersion: '2.0',
      TimeoutInMillis: 1_000,
    },
  },
});

/** Writes a minimal cloud assembly of one stack, whose parts may do everything. Returns its folder. */
export const writeAssembly = (resources: TemplateResources, rest: Json = {}): string => {
  const directory = mkdtempSync(join(tmpdir(), 'vectis-assembly-'));
  mkdirSync(directory, { recursive: true });
  const write = (file: string, value: unknown): void => writeFileSync(join(directory, file), JSON.stringify(value));
  write('manifest.json', {
    version: '48.0.0',
    artifacts: {
      'Main.assets': { type: 'cdk:asset-manifest', properties: { file: 'Main.assets.json' } },
      Main: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://unknown-account/unknown-region',
        properties: { templateFile: 'Main.template.json' },
      },
    },
  });
  write('Main.template.json', { Resources: withPermissions(resources), ...rest });
  write('Main.assets.json', {
    files: {
      functions: {
        source: { path: relative(directory, functionsDirectory), packaging: 'zip' },
        destinations: { here: { bucketName: 'assets', objectKey: 'functions.zip' } },
      },
    },
  });
  return directory;
};

/** Runs an assembly of these resources. Stopping the run removes its folder. */
export const runResources = async (
  resources: TemplateResources,
  settings: Omit<AssemblySettings, 'directory'> & { rest?: Json } = {},
): Promise<RunningAssembly> => {
  const { rest, ...others } = settings;
  const directory = writeAssembly(resources, rest);
  const clean = (): void => rmSync(directory, { recursive: true, force: true });
  try {
    const running = await runAssembly({ directory, clock: new RuntimeClock(stackStart()), ...others });
    // A copy of the object would evaluate its getters, so only the method `stop` is replaced.
    return Object.assign(running, {
      stop: ((stop) => async () => {
        await stop();
        clean();
      })(running.stop),
    });
  } catch (error) {
    clean();
    throw error;
  }
};
