import { describe, expect, it } from 'vitest';
import type { CognitoIssuer } from '#infra/settings.ts';
import { commandLineCallbacks } from '#infra/sign-in-addresses.ts';
import { plain, synthesize } from './synthesized.ts';

const dev = await synthesize('dev');
const issuer: CognitoIssuer = {
  from: 'cognito',
  domainPrefix: 'northwind-vectis',
  consoleOrigins: ['https://vectis.msp.example'],
  assistantCallbacks: ['https://assistant.example/oauth/callback'],
  entra: {
    tenantId: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
    clientSecretName: 'vectis/entra',
  },
  mail: { address: 'vectis@msp.example', name: 'Vectis', domain: 'msp.example', region: 'eu-west-1' },
};
const complete = await synthesize('prod', { issuer });

const clientsOf = (stage: typeof dev) =>
  stage.ofType('AWS::Cognito::UserPoolClient').map(([, { Properties }]) => Properties);
const clientOf = (stage: typeof dev, name: string) =>
  clientsOf(stage).find(({ ClientName }) => String(ClientName).endsWith(name));
const poolOf = (stage: typeof dev) => stage.ofType('AWS::Cognito::UserPool')[0]?.[1].Properties;

describe('the clients of the user pool', () => {
  it('are the command line and the console in dev, and an assistant only with an address', () => {
    expect(clientsOf(dev).map(({ ClientName }) => ClientName)).toEqual([
      'vectis-dev-command-line',
      'vectis-dev-console',
    ]);
    expect(clientsOf(complete)).toHaveLength(3);
  });

  it.each([
    ['dev', dev],
    ['a stage with everything', complete],
  ])('in %s allow a code and nothing else, without a secret', (_what, stage) => {
    for (const client of clientsOf(stage)) {
      expect(client).toMatchObject({
        AllowedOAuthFlows: ['code'],
        AllowedOAuthFlowsUserPoolClient: true,
        ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
        GenerateSecret: false,
        EnableTokenRevocation: true,
        PreventUserExistenceErrors: 'ENABLED',
      });
      expect(JSON.stringify(client.CallbackURLs)).not.toContain('example.com');
      const isAssistant = String(client.ClientName).endsWith('assistant');
      expect(client.AllowedOAuthScopes.map(plain)).toEqual([
        'openid',
        'email',
        ...(isAssistant ? [expect.stringMatching(/^<PeopleTools.*>\/tools$/)] : []),
      ]);
    }
  });

  it('have tokens for an hour and a session for a day, and write the address alone', () => {
    for (const client of clientsOf(complete)) {
      expect(client).toMatchObject({
        AccessTokenValidity: 60,
        IdTokenValidity: 60,
        RefreshTokenValidity: 1440,
        TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
        WriteAttributes: ['email'],
        ReadAttributes: ['email', 'email_verified'],
      });
    }
  });

  it('return to addresses of their own', () => {
    expect(clientOf(complete, 'command-line').CallbackURLs).toEqual(commandLineCallbacks);
    expect(commandLineCallbacks.every((url) => /^http:\/\/localhost:\d+\/callback$/.test(url))).toBe(true);
    expect(clientOf(complete, 'console')).toMatchObject({
      CallbackURLs: ['https://vectis.msp.example/callback'],
      LogoutURLs: ['https://vectis.msp.example/'],
    });
    expect(clientOf(complete, 'assistant').CallbackURLs).toEqual(['https://assistant.example/oauth/callback']);
  });

  it('are known to the authorizer, the assistant apart from those whose ID tokens it takes', () => {
    const authorize = complete
      .ofType('AWS::Lambda::Function')
      .find(([, { Properties }]) => Properties.FunctionName === 'vectis-prod-authorize');
    const ids = plain(authorize?.[1].Properties.Environment.Variables.OIDC_CLIENT_IDS);
    expect(plain(authorize?.[1].Properties.Environment.Variables.OIDC_ASSISTANT_CLIENT_ID)).toContain(
      'AssistantClient',
    );
    expect(ids).toMatch(/^[^,]*CommandLineClient[^,]*,[^,]*ConsoleClient[^,]*$/);
  });
});

describe('the user pool', () => {
  it('has a sign-in page with a style for each client', () => {
    const [, domain] = dev.ofType('AWS::Cognito::UserPoolDomain')[0] ?? [];
    expect(domain?.Properties.ManagedLoginVersion).toBe(2);
    expect(plain(domain?.Properties.Domain)).toBe('vectis-dev-<AWS::AccountId>');
    expect(complete.ofType('AWS::Cognito::UserPoolDomain')[0]?.[1].Properties.Domain).toBe('northwind-vectis');
    expect(poolOf(dev).UserPoolTier).toBe('ESSENTIALS');
    for (const stage of [dev, complete]) {
      const styled = stage.ofType('AWS::Cognito::ManagedLoginBranding').map(([, { Properties }]) => Properties);
      expect(styled).toHaveLength(clientsOf(stage).length);
      for (const style of styled) expect(style.UseCognitoProvidedValues).toBe(true);
    }
  });

  it('keeps the old address until the new one is verified', () => {
    expect(poolOf(dev)).toMatchObject({
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    });
  });

  it('lets people enroll an authenticator and nothing weaker', () => {
    expect(poolOf(dev)).toMatchObject({ MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] });
  });

  it('sends mail through SES if the settings name an identity', () => {
    expect(poolOf(dev).EmailConfiguration).toBeUndefined();
    const mail = poolOf(complete).EmailConfiguration;
    expect(mail).toMatchObject({ EmailSendingAccount: 'DEVELOPER', From: 'Vectis <vectis@msp.example>' });
    expect(plain(mail.SourceArn)).toBe('arn:<AWS::Partition>:ses:eu-west-1:<AWS::AccountId>:identity/msp.example');
  });

  it('takes the Entra of the MSP as a provider, by a reference to its secret', () => {
    expect(dev.ofType('AWS::Cognito::UserPoolIdentityProvider')).toEqual([]);
    const [, provider] = complete.ofType('AWS::Cognito::UserPoolIdentityProvider')[0] ?? [];
    expect(provider?.Properties).toMatchObject({
      ProviderName: 'Entra',
      ProviderType: 'OIDC',
      AttributeMapping: { email: 'email' },
      ProviderDetails: {
        oidc_issuer: 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/v2.0',
        client_secret: '{{resolve:secretsmanager:vectis/entra:SecretString:::}}',
      },
    });
    for (const client of clientsOf(complete))
      expect(client.SupportedIdentityProviders.map(plain)).toEqual(['COGNITO', expect.stringMatching(/^<Entra/)]);
    for (const client of clientsOf(dev)) expect(client.SupportedIdentityProviders).toEqual(['COGNITO']);
  });
});

describe('the outputs', () => {
  it('name the API, the issuer and the client of the command line', () => {
    expect(plain(dev.outputs.get('api/ApiUrl'))).toMatch(/^<Api.*\.ApiEndpoint>$/);
    expect(plain(dev.outputs.get('data/Issuer'))).toMatch(/ProviderURL/);
    expect(plain(dev.outputs.get('data/ClientId'))).toMatch(/^<CommandLineClient/);
    expect([...complete.outputs.keys()]).toEqual(
      expect.arrayContaining(['data/ConsoleClientId', 'data/AssistantClientId']),
    );
  });
});

it('cdk-nag accepts a stage with every setting', () => {
  expect(complete.violations).toEqual([]);
});
