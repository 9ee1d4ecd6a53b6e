import { describe, expect, it } from 'vitest';
import { synthesize } from './synthesized.ts';

const prod = await synthesize('prod');
const local = await synthesize('local');
const [, table] = prod.ofType('AWS::DynamoDB::Table')[0] ?? [];

describe('the table', () => {
  it('is the only one', () => {
    expect(prod.ofType('AWS::DynamoDB::Table')).toHaveLength(1);
  });

  it('can be restored to any second, is encrypted, and refuses to be deleted', () => {
    expect(table?.Properties).toMatchObject({
      TableName: 'vectis-prod',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(table).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  it('has the keys, the index and the expiry that the stores use', () => {
    expect(table?.Properties).toMatchObject({
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        { IndexName: 'worst-first', KeySchema: [{ AttributeName: 'gsi1pk' }, { AttributeName: 'gsi1sk' }] },
      ],
      TimeToLiveSpecification: { AttributeName: 'expiresAtSeconds', Enabled: true },
    });
  });

  it('goes with its stack on a machine of one’s own', () => {
    const [, here] = local.ofType('AWS::DynamoDB::Table')[0] ?? [];
    expect(here?.DeletionPolicy).toBe('Delete');
    expect(here?.Properties.DeletionProtectionEnabled).not.toBe(true);
  });
});

describe('what is kept', () => {
  it('is in the data stack alone, so that the other stacks can be deleted and deployed again', () => {
    const kept = [...prod.resources].filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete');
    expect(kept.filter(([id]) => !id.startsWith('data/'))).toEqual([]);
    expect(kept.map(([, { Type }]) => Type)).toContain('AWS::Logs::LogGroup');
  });

  it('is removed when its first deployment fails, so that the deployment can be repeated', () => {
    const kept = [...prod.resources.values()].flatMap(({ DeletionPolicy = 'Delete' }) => DeletionPolicy);
    expect(new Set(kept)).toEqual(new Set(['Delete', 'RetainExceptOnCreate']));
  });

  it('refuses to be deleted only when everything else of its stack exists', () => {
    const [, { DependsOn = [] } = {}] = prod.ofType('AWS::DynamoDB::Table')[0] ?? [];
    const named = [...prod.resources].filter(
      ([id, { Type }]) => id.startsWith('data/') && /LogGroup|ResourcePolicy|Secret$/.test(Type),
    );
    expect([...DependsOn].toSorted()).toEqual(named.map(([id]) => id.replace('data/', '')).toSorted());
    const [tableId = ''] = prod.ofType('AWS::DynamoDB::Table')[0] ?? [];
    expect(prod.ofType('AWS::Cognito::UserPool')[0]?.[1].DependsOn).toEqual([tableId.replace('data/', '')]);
  });

  it('outlives its stack: keys and people', () => {
    for (const type of ['AWS::SecretsManager::Secret', 'AWS::Cognito::UserPool']) {
      for (const [, resource] of prod.ofType(type)) expect(resource.DeletionPolicy).toBe('RetainExceptOnCreate');
    }
  });

  it('holds the anchors of the audit logs for ten years', () => {
    const anchors = prod
      .ofType('AWS::Logs::LogGroup')
      .filter(([, { Properties }]) => Properties.LogGroupName === '/vectis/prod/audit-anchors');
    expect(anchors).toHaveLength(1);
    expect(anchors[0]?.[1]).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      Properties: { RetentionInDays: 3653 },
    });
  });

  it('asks everybody who signs in for a second factor, and lets nobody sign themselves up', () => {
    expect(prod.ofType('AWS::Cognito::UserPool')[0]?.[1].Properties).toMatchObject({
      MfaConfiguration: 'ON',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    expect(local.ofType('AWS::Cognito::UserPool')).toEqual([]);
  });
});
