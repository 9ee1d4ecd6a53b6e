import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { AppError } from '#shared/kernel/errors.ts';

/** Whom people sign in with, where that is ours to look after. */
export interface UserPool {
  /** Makes a person known and mails them a first password. Who is known already stays as they are. */
  invite(email: string): Promise<void>;
  /** Nobody is known by that address any more. */
  remove(email: string): Promise<void>;
}

/** Another issuer knows its people by itself. */
const elsewhere: UserPool = { invite: async () => {}, remove: async () => {} };

/** The user pool of the stage; nothing to do where its id is empty, because the stage takes tokens of another issuer. Each call gives up after 5 s. */
export const openUserPool = (userPoolId: string): UserPool => {
  if (userPoolId === '') return elsewhere;
  const client = new CognitoIdentityProviderClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });
  return {
    invite: (email) =>
      reached(UsernameExistsException, () =>
        client.send(
          new AdminCreateUserCommand({
            UserPoolId: userPoolId,
            Username: email,
            // The invitation goes to that address, so whoever signs in with it has read it.
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        ),
      ),
    remove: (email) =>
      reached(UserNotFoundException, () =>
        client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email })),
      ),
  };
};

/** What is as it should be already is no failure. The cause is kept out: it may quote the address. */
const reached = async (asItIs: new (...given: never) => Error, call: () => Promise<unknown>): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (error instanceof asItIs) return;
    const name = error instanceof Error ? error.name : 'unknown';
    throw new AppError('SignInUnavailable', `the user pool refused or did not answer a call (${name})`);
  }
};
