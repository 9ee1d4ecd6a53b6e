import { describe, expect, it } from 'vitest';
import { settingsOf, stageNames } from '#infra/settings.ts';
import { plain, synthesize } from './synthesized.ts';

const dev = await synthesize('dev');
const prod = await synthesize('prod');

const naming = [
  'FunctionName',
  'TableName',
  'StateMachineName',
  'LogGroupName',
  'TopicName',
  'QueueName',
  'AlarmName',
  'AliasName',
  'DashboardName',
  'UserPoolName',
];

const namedByName = new Set(['AWS::Scheduler::Schedule', 'AWS::SecretsManager::Secret', 'AWS::ApiGatewayV2::Api']);

/** Physical names that an account can hold once, with what they name. */
const namesIn = ({ resources }: typeof dev): string[] =>
  [...resources.values()]
    .filter(({ Type }) => Type !== 'AWS::Lambda::Permission')
    .flatMap(({ Type, Properties }) =>
      [...naming, ...(namedByName.has(Type) ? ['Name'] : [])]
        .filter((property) => Properties?.[property] !== undefined)
        .map((property) => `${property} ${plain(Properties[property])}`),
    );

describe('stages', () => {
  it('stand side by side in one account: no name is taken twice', () => {
    const all = [...namesIn(dev), ...namesIn(prod)];
    expect(all.length).toBeGreaterThan(40);
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted());
    for (const stage of ['dev', 'prod']) expect(all).toContain(`Name ${stage}/keys/cursor`);
  });

  it.each([
    ['dev', dev],
    ['prod', prod],
  ] as const)('%s satisfies cdk-nag, or says why not', (_stage, { violations }) => {
    expect(violations).toEqual([]);
  });

  it('refuses a stage that is not there, naming those that are', () => {
    expect(() => settingsOf('staging')).toThrow('there is no stage staging; the stages are local, dev, prod');
  });

  it('takes tokens over plain http on this machine alone', () => {
    const byParameter = stageNames.filter((stage) => settingsOf(stage).issuer.from === 'parameter');
    expect(byParameter).toEqual(['local']);
  });

  it('takes another issuer by its URL, and makes no user pool then', async () => {
    const other = await synthesize('dev', {
      issuer: {
        from: 'url',
        url: 'https://login.example.com/',
        clients: { commandLine: 'vectis-cli', console: 'vectis-console', assistant: 'vectis-assistant' },
      },
    });
    const authorize = other
      .ofType('AWS::Lambda::Function')
      .find(([, { Properties }]) => Properties.FunctionName === 'vectis-dev-authorize');
    expect(authorize?.[1].Properties.Environment.Variables).toMatchObject({
      OIDC_ISSUER: 'https://login.example.com/',
      OIDC_CLIENT_IDS: 'vectis-cli,vectis-console',
      OIDC_ASSISTANT_CLIENT_ID: 'vectis-assistant',
    });
    expect(other.ofType('AWS::Cognito::UserPool')).toEqual([]);
    expect(other.outputs.get('data/Issuer')).toBe('https://login.example.com/');
    expect(other.outputs.get('data/ClientId')).toBe('vectis-cli');
  });

  it('refuses an assistant that shares its client with people, whose ID tokens would then be refused', async () => {
    const shared = synthesize('dev', {
      issuer: {
        from: 'url',
        url: 'https://login.example.com/',
        clients: { commandLine: 'vectis', assistant: 'vectis' },
      },
    });
    await expect(shared).rejects.toThrow('the assistant of stage dev needs a client of its own');
  });
});

describe('tags', () => {
  it('say app, stage and class of data on what is stored', () => {
    const tags = prod.ofType('AWS::DynamoDB::Table')[0]?.[1].Properties.Tags;
    expect(tags).toEqual(
      expect.arrayContaining([
        { Key: 'app', Value: 'vectis' },
        { Key: 'stage', Value: 'prod' },
        { Key: 'data-class', Value: 'customer-confidential' },
      ]),
    );
  });
});
