import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cognitoApi } from '#local/runtime/aws/cognito-api.ts';
import { startEndpoint } from '#local/runtime/aws/endpoint.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
const asked: string[] = [];
const resource = { stack: 'data', logicalId: 'People', type: 'AWS::Cognito::UserPool', arn: 'a', properties: {} };
const pools = cognitoApi({ all: [], ofType: () => [{ ...resource, name: 'pool' }] });
const heard = Object.fromEntries(
  Object.entries(pools).map(([name, operation]) => [
    name,
    (input: unknown) => {
      asked.push(`${name} ${JSON.stringify(input)}`);
      return operation(input);
    },
  ]),
);

beforeAll(async () => {
  endpoint = await startEndpoint({
    json: { AWSCognitoIdentityProviderService: heard },
    query: {},
    invoke: async () => null,
  });
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', endpoint.origin);
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await endpoint.stop();
});

describe('the user pool', () => {
  it('takes a person in by an address that counts as verified, and mails it', async () => {
    await openUserPool('pool').invite('ada@msp.example');
    expect(asked[0]).toContain('AdminCreateUser');
    expect(JSON.parse(asked[0]?.replace('AdminCreateUser ', '') ?? '')).toMatchObject({
      Username: 'ada@msp.example',
      UserAttributes: [
        { Name: 'email', Value: 'ada@msp.example' },
        { Name: 'email_verified', Value: 'true' },
      ],
      DesiredDeliveryMediums: ['EMAIL'],
    });
  });

  it('leaves who is known as they are, and who is unknown unknown', async () => {
    const people = openUserPool('pool');
    await people.invite('bob@msp.example');
    await people.invite('bob@msp.example');
    await people.remove('bob@msp.example');
    await people.remove('bob@msp.example');
    expect(asked.slice(1).map((call) => call.split(' ')[0])).toEqual([
      ...['AdminCreateUser', 'AdminCreateUser', 'AdminDeleteUser', 'AdminDeleteUser'],
    ]);
  });

  it('says what went wrong without the address', async () => {
    const failure = await openUserPool('elsewhere')
      .invite('eve@msp.example')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SignInUnavailable' });
    expect(String(failure)).not.toContain('eve@');
  });

  it('asks nobody where the stage takes tokens of another issuer', async () => {
    const before = asked.length;
    await openUserPool('').invite('ada@msp.example');
    await openUserPool('').remove('ada@msp.example');
    expect(asked).toHaveLength(before);
  });
});
