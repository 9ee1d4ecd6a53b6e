import { Aws, CfnOutput, Duration, SecretValue, type Stack } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  ClientAttributes,
  ManagedLoginVersion,
  OAuthScope,
  ProviderAttribute,
  type UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
  UserPoolIdentityProviderOidc,
} from 'aws-cdk-lib/aws-cognito';
import type { Names } from '../names.ts';
import type { CognitoIssuer } from '../settings.ts';
import { commandLineCallbacks, consoleCallback } from '../sign-in-addresses.ts';

interface PoolParts {
  readonly pool: UserPool;
  readonly issuer: CognitoIssuer;
  readonly names: Names;
}

interface ClientParts extends PoolParts {
  readonly entra: UserPoolIdentityProviderOidc | undefined;
}

interface Client {
  readonly id: string;
  readonly name: string;
  readonly callbacks: readonly string[];
  readonly logouts?: readonly string[];
}

/**
 * The clients of a stage. The console and an assistant have one only if the settings name an address for it, because a
 * client without an address would get CDK's example.
 */
export const userPoolClients = (
  stack: Stack,
  parts: ClientParts,
): { readonly commandLine: UserPoolClient; readonly others: readonly UserPoolClient[] } => {
  const { consoleOrigins, assistantCallbacks } = parts.issuer;
  const commandLine = publicClient(stack, parts, {
    id: 'CommandLineClient',
    name: 'command-line',
    callbacks: commandLineCallbacks,
  });
  const others: UserPoolClient[] = [];
  if (consoleOrigins.length > 0) {
    const client = publicClient(stack, parts, {
      id: 'ConsoleClient',
      name: 'console',
      callbacks: consoleOrigins.map(consoleCallback),
      logouts: consoleOrigins.map((origin) => `${origin}/`),
    });
    new CfnOutput(stack, 'ConsoleClientId', { value: client.userPoolClientId, description: 'Client of the console' });
    others.push(client);
  }
  if (assistantCallbacks.length > 0) {
    const client = publicClient(stack, parts, {
      id: 'AssistantClient',
      name: 'assistant',
      callbacks: assistantCallbacks,
    });
    new CfnOutput(stack, 'AssistantClientId', {
      value: client.userPoolClientId,
      description: 'Client of an assistant',
    });
    others.push(client);
  }
  return { commandLine, others };
};

/** A public client has no secret. Cognito cannot require PKCE; every client of ours sends it. */
const publicClient = (
  stack: Stack,
  { pool, names, entra }: ClientParts,
  { id, name, callbacks, logouts = [] }: Client,
): UserPoolClient =>
  new UserPoolClient(stack, id, {
    userPool: pool,
    userPoolClientName: names.resource(name),
    generateSecret: false,
    // Only the sign-in page takes passwords: without any other flow the API of Cognito only refreshes tokens.
    authFlows: { userSrp: false },
    oAuth: {
      flows: { authorizationCodeGrant: true, implicitCodeGrant: false, clientCredentials: false },
      // Without the scope of the users' own API a token cannot change its account.
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: [...callbacks],
      logoutUrls: [...logouts],
    },
    supportedIdentityProviders: [
      UserPoolClientIdentityProvider.COGNITO,
      ...(entra === undefined ? [] : [UserPoolClientIdentityProvider.custom(entra.providerName)]),
    ],
    accessTokenValidity: Duration.hours(1),
    idTokenValidity: Duration.hours(1),
    refreshTokenValidity: Duration.hours(24),
    enableTokenRevocation: true,
    preventUserExistenceErrors: true,
    readAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }),
    // Entra's sign-in writes the address through the client; nothing else may be written.
    writeAttributes: new ClientAttributes().withStandardAttributes({ email: true }),
  });

/**
 * The MSP's own Entra as a provider of the pool. Entra does not say that an address is verified, so such a person joins
 * by an invitation code.
 * https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc
 */
export const entraProvider = (
  stack: Stack,
  pool: UserPool,
  { entra }: CognitoIssuer,
): UserPoolIdentityProviderOidc | undefined =>
  entra === undefined
    ? undefined
    : new UserPoolIdentityProviderOidc(stack, 'Entra', {
        userPool: pool,
        name: 'Entra',
        clientId: entra.clientId,
        // The template contains a reference; CloudFormation reads the secret while it deploys.
        clientSecret: SecretValue.secretsManager(entra.clientSecretName).unsafeUnwrap(),
        issuerUrl: `https://login.microsoftonline.com/${entra.tenantId}/v2.0`,
        scopes: ['openid', 'email', 'profile'],
        attributeMapping: { email: ProviderAttribute.other('email') },
      });

/** Cognito's managed login at an address of the pool; without a style of its client it shows nothing. */
export const signInPage = (
  stack: Stack,
  { pool, issuer, names, clients }: PoolParts & { readonly clients: readonly UserPoolClient[] },
): void => {
  new UserPoolDomain(stack, 'SignInPage', {
    userPool: pool,
    cognitoDomain: { domainPrefix: issuer.domainPrefix ?? `${names.prefix}-${Aws.ACCOUNT_ID}` },
    managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
  });
  for (const client of clients) {
    new CfnManagedLoginBranding(stack, `${client.node.id}Style`, {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
  }
};
