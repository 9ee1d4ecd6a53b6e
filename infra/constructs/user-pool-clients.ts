import { Aws, CfnOutput, Duration, SecretValue, type Stack } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  ClientAttributes,
  ManagedLoginVersion,
  OAuthScope,
  ProviderAttribute,
  ResourceServerScope,
  type UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolDomain,
  UserPoolIdentityProviderOidc,
} from 'aws-cdk-lib/aws-cognito';
import { assistantResource } from '#shared/contract/assistant-access.ts';
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
  /** Beside `openid` and `email`. */
  readonly scopes?: () => readonly OAuthScope[];
}

interface UserPoolClients {
  readonly commandLine: UserPoolClient;
  readonly console: UserPoolClient | undefined;
  readonly assistant: UserPoolClient | undefined;
}

/**
 * The clients of a stage. The console and an assistant have one only if the settings name an address for it, because a
 * client without an address would get CDK's example.
 */
export const userPoolClients = (stack: Stack, parts: ClientParts): UserPoolClients => {
  const { consoleOrigins, assistantCallbacks } = parts.issuer;
  return {
    commandLine: publicClient(stack, parts, {
      id: 'CommandLineClient',
      name: 'command-line',
      callbacks: commandLineCallbacks,
    }),
    console: optionalClient(stack, parts, {
      id: 'ConsoleClient',
      name: 'console',
      callbacks: consoleOrigins.map(consoleCallback),
      logouts: consoleOrigins.map((origin) => `${origin}/`),
    }),
    assistant: optionalClient(stack, parts, {
      id: 'AssistantClient',
      name: 'assistant',
      callbacks: assistantCallbacks,
      scopes: () => [toolsScope(parts.pool)],
    }),
  };
};

const optionalClient = (stack: Stack, parts: ClientParts, client: Client): UserPoolClient | undefined => {
  if (client.callbacks.length === 0) return undefined;
  const made = publicClient(stack, parts, client);
  new CfnOutput(stack, `${client.id}Id`, { value: made.userPoolClientId, description: `Client: ${client.name}` });
  return made;
};

/** An assistant sends access tokens; their scope says what they are for. */
const toolsScope = (pool: UserPool): OAuthScope => {
  const scope = new ResourceServerScope({
    scopeName: assistantResource.scope,
    scopeDescription: 'Read-only tools for an assistant',
  });
  const server = pool.addResourceServer('Tools', { identifier: assistantResource.identifier, scopes: [scope] });
  return OAuthScope.resourceServer(server, scope);
};

/** A public client has no secret. Cognito cannot require PKCE; every client of ours sends it. */
const publicClient = (
  stack: Stack,
  { pool, names, entra }: ClientParts,
  { id, name, callbacks, logouts = [], scopes = () => [] }: Client,
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
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, ...scopes()],
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
