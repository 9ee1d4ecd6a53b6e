import {
  AdminInitiateAuthCommand,
  AdminRespondToAuthChallengeCommand,
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { z } from 'zod';

const Mails = z.object({
  messages: z.record(z.string(), z.array(z.looseObject({ To: z.array(z.string()), BodyText: z.string() }))),
});

/** The first password in the invitation that Cognito mailed. */
const mailedPassword = async (endpoint: string, address: string): Promise<string> => {
  const answer = await fetch(`${endpoint}/_ministack/ses/messages`, { signal: AbortSignal.timeout(10_000) });
  const mails = Object.values(Mails.parse(await answer.json()).messages).flat();
  const mail = mails.findLast(({ To }) => To.includes(address));
  const password = /temporary password is (\S+?)\.?$/.exec(mail?.BodyText.trim() ?? '')?.[1];
  if (password === undefined) throw new Error(`no invitation was mailed to ${address}`);
  return password;
};

/** The pool and the client of the stage. */
const poolOf = async (cognito: CognitoIdentityProviderClient, stage: string) => {
  const { UserPools = [] } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 60 }));
  const UserPoolId = UserPools.find(({ Name }) => Name === `vectis-${stage}-people`)?.Id;
  if (UserPoolId === undefined) throw new Error(`there is no user pool of stage ${stage}`);
  const { UserPoolClients = [] } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
  return { UserPoolId, ClientId: UserPoolClients[0]?.ClientId };
};

type Pool = Awaited<ReturnType<typeof poolOf>>;

/** The harness signs in by password, which no client of the stage allows: the hosted pages are not part of the walk. */
const allowPassword = async (cognito: CognitoIdentityProviderClient, pool: Pool): Promise<void> => {
  const { UserPoolClient = {} } = await cognito.send(new DescribeUserPoolClientCommand(pool));
  await cognito.send(
    new UpdateUserPoolClientCommand({
      ...UserPoolClient,
      ...pool,
      ExplicitAuthFlows: [...(UserPoolClient.ExplicitAuthFlows ?? []), 'ALLOW_ADMIN_USER_PASSWORD_AUTH'],
    }),
  );
};

/** The id token of a person after the first sign-in: the mailed password, and a new one. */
export const firstSignIn = async (endpoint: string, stage: string, address: string): Promise<string> => {
  const cognito = new CognitoIdentityProviderClient({});
  const pool = await poolOf(cognito, stage);
  await allowPassword(cognito, pool);
  const USERNAME = address;
  const started = await cognito.send(
    new AdminInitiateAuthCommand({
      ...pool,
      AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD: await mailedPassword(endpoint, address) },
    }),
  );
  if (started.ChallengeName !== 'NEW_PASSWORD_REQUIRED') throw new Error(`Cognito asked for ${started.ChallengeName}`);
  const changed = await cognito.send(
    new AdminRespondToAuthChallengeCommand({
      ...pool,
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: started.Session,
      ChallengeResponses: { USERNAME, NEW_PASSWORD: 'Correct-Horse-Battery-9' },
    }),
  );
  // Cognito asks for an authenticator here, as the pool requires; the emulator does not.
  const token = changed.AuthenticationResult?.IdToken;
  if (token === undefined) throw new Error('Cognito gave no id token');
  return token;
};
