import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { lambda, runResources, table } from '#test/support/runtime-assembly.ts';

const resources = {
  Table: table,
  Count: lambda('aws.count', { FunctionName: 'count', Environment: { Variables: { TABLE_NAME: { Ref: 'Table' } } } }),
  Secret: lambda('aws.secret', { FunctionName: 'secret' }),
  Key: {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { Name: 'keys/one', GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } },
  },
};
const dataDir = mkdtempSync(join(tmpdir(), 'vectis-data-'));
let stack: RunningAssembly;
const secret = (command: string, input: object): Promise<Record<string, unknown>> =>
  stack.invoke('secret', { command, input }) as Promise<Record<string, unknown>>;

beforeAll(async () => {
  stack = await runResources(resources, { dataDir });
});

afterAll(async () => {
  await stack.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('Secrets Manager, called by the SDK in a function', () => {
  it('holds the value that the template generates', async () => {
    const { SecretString } = await secret('GetSecretValue', { SecretId: 'keys/one' });
    expect(SecretString).toMatch(/^[A-Za-z0-9]{64}$/);
  });

  it('creates a secret, reads it by ARN, replaces it and keeps the previous version', async () => {
    const { ARN, VersionId } = await secret('CreateSecret', { Name: 'a', SecretString: 'first' });
    await secret('PutSecretValue', { SecretId: 'a', SecretString: 'second' });
    expect(await secret('GetSecretValue', { SecretId: ARN })).toMatchObject({
      SecretString: 'second',
      VersionStages: ['AWSCURRENT'],
    });
    expect(await secret('GetSecretValue', { SecretId: 'a', VersionStage: 'AWSPREVIOUS' })).toMatchObject({
      SecretString: 'first',
      VersionId,
    });
  });

  it('keeps a pending version until it becomes current', async () => {
    await secret('CreateSecret', { Name: 'b', SecretString: 'old' });
    const pending = await secret('PutSecretValue', {
      SecretId: 'b',
      SecretString: 'new',
      VersionStages: ['AWSPENDING'],
    });
    expect(await secret('GetSecretValue', { SecretId: 'b' })).toMatchObject({ SecretString: 'old' });
    await secret('UpdateSecretVersionStage', {
      SecretId: 'b',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: pending['VersionId'],
    });
    expect(await secret('GetSecretValue', { SecretId: 'b' })).toMatchObject({ SecretString: 'new' });
  });

  it('treats a repeated token with the same value as the same request', async () => {
    await secret('CreateSecret', { Name: 'c', SecretString: 'x' });
    const request = {
      SecretId: 'c',
      SecretString: 'y',
      ClientRequestToken: 'a-token-of-at-least-thirty-two-characters',
    };
    const first = await secret('PutSecretValue', request);
    expect(await secret('PutSecretValue', request)).toEqual(first);
    expect(await secret('PutSecretValue', { ...request, SecretString: 'z' })).toMatchObject({
      error: 'ResourceExistsException',
    });
  });

  it('deletes with and without a recovery window', async () => {
    await secret('CreateSecret', { Name: 'd', SecretString: 'x' });
    await secret('DeleteSecret', { SecretId: 'd' });
    expect(await secret('GetSecretValue', { SecretId: 'd' })).toMatchObject({ error: 'InvalidRequestException' });
    expect(await secret('CreateSecret', { Name: 'd', SecretString: 'y' })).toMatchObject({
      error: 'InvalidRequestException',
    });
    await secret('RestoreSecret', { SecretId: 'd' });
    expect(await secret('GetSecretValue', { SecretId: 'd' })).toMatchObject({ SecretString: 'x' });
    await secret('DeleteSecret', { SecretId: 'd', ForceDeleteWithoutRecovery: true });
    expect(await secret('GetSecretValue', { SecretId: 'd' })).toMatchObject({ error: 'ResourceNotFoundException' });
  });

  it('lists by name prefix', async () => {
    await secret('CreateSecret', { Name: 'list/one', SecretString: 'x' });
    const { SecretList } = await secret('ListSecrets', { Filters: [{ Key: 'name', Values: ['list/'] }] });
    expect(SecretList).toMatchObject([{ Name: 'list/one' }]);
  });

  it('refuses an existing name and an unknown operation', async () => {
    await secret('CreateSecret', { Name: 'e', SecretString: 'x' });
    expect(await secret('CreateSecret', { Name: 'e', SecretString: 'x' })).toMatchObject({
      error: 'ResourceExistsException',
    });
    expect(await secret('RotateSecret', { SecretId: 'e' })).toMatchObject({ error: 'UnknownOperationException' });
  });
});

describe('a data folder', () => {
  it('keeps secrets and tables over a restart', async () => {
    const generated = await secret('GetSecretValue', { SecretId: 'keys/one' });
    await stack.invoke('count', { key: 'kept' });
    await stack.stop();
    stack = await runResources(resources, { dataDir });
    expect(await secret('GetSecretValue', { SecretId: 'keys/one' })).toEqual(generated);
    expect(await stack.invoke('count', { key: 'kept' })).toEqual({ count: 2 });
  });
});
