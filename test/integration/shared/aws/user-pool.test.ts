import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cognitoApi } from '#local/runtime/aws/cognito-api.ts';
import { startEndpoint } from '#local/runtime/aws/endpoint.ts';
import { openUserPool } from '#shared/aws/user-pool.ts';
import { everythingAllowed } from '#test/support/everything-allowed.ts';

let endpoint: Awaited<ReturnType<typeof startEndpoint>>;
const calls: string[] = [];
const resource = { stack: 'data', logicalId: 'People', type: 'AWS::Cognito::UserPool', arn: 'a', properties: {} };
const pools = cognitoApi({ all: [], ofType: () => [{ ...resource, name: 'pool' }] });
const heard = Object.fromEntries(
  Object.entries(pools).map(([name, operation]) => [
    name,
    (input: unknown) => {
      calls.push(`${name} ${JSON.stringify(input)}`);
      return operation(input);
    },
  ]),
);

beforeAll(async () => {
  endpoint = await startEndpoint({
    json: { AWSCognitoIdentityProviderService: heard },
    query: {},
    authorize: everythingAllowed,
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
  it('creates an account with a verified address and sends the invitation', async () => {
    await openUserPool('pool').invite('ada@msp.example');
    expect(calls[0]).toContain('AdminCreateUser');
    expect(JSON.parse(calls[0]?.replace('AdminCreateUser ', '') ?? '')).toMatchObject({
      Username: 'ada@msp.example',
      UserAttributes: [
        { Name: 'email', Value: 'ada@msp.example' },
        { Name: 'email_verified', Value: 'true' },
      ],
      DesiredDeliveryMediums: ['EMAIL'],
    });
  });

  it('changes nothing when it invites an existing account or removes a missing one', async () => {
    const people = openUserPool('pool');
    await people.invite('bob@msp.example');
    await people.invite('bob@msp.example');
    await people.remove('bob@msp.example');
    await people.remove('bob@msp.example');
    expect(calls.slice(1).map((call) => call.split(' ')[0])).toEqual([
      ...['AdminCreateUser', 'AdminCreateUser', 'AdminDeleteUser', 'AdminDeleteUser'],
    ]);
  });

  it('reports a failure without the address', async () => {
    const failure = await openUserPool('elsewhere')
      .invite('eve@msp.example')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'SignInUnavailable' });
    expect(String(failure)).not.toContain('eve@');
  });

  it('sends no request where the stage accepts tokens of another issuer', async () => {
    const before = calls.length;
    await openUserPool('').invite('ada@msp.example');
    await openUserPool('').remove('ada@msp.example');
    expect(calls).toHaveLength(before);
  });
});
