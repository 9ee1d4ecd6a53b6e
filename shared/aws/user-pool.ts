import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { AppError } from '#shared/kernel/errors.ts';

/** The accounts that people sign in with, where the stage manages them. */
export interface UserPool {
  /** Creates an account and e-mails a temporary password. An existing account is left unchanged. */
  invite(email: string): Promise<void>;
  /** Deletes the account with that address, if any. */
  remove(email: string): Promise<void>;
}

/** Another issuer manages its accounts itself. */
const unmanagedAccounts: UserPool = { invite: async () => {}, remove: async () => {} };

/**
 * The user pool of the stage. Does nothing where the id is empty, because the stage then accepts tokens of another
 * issuer. Each call times out after 5 s.
 */
export const openUserPool = (userPoolId: string): UserPool => {
  if (userPoolId === '') return unmanagedAccounts;
  const client = new CognitoIdentityProviderClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 5_000, connectionTimeout: 2_000 },
  });
  return {
    invite: (email) =>
      callUserPool(UsernameExistsException, () =>
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
      callUserPool(UserNotFoundException, () =>
        client.send(new AdminDeleteUserCommand({ UserPoolId: userPoolId, Username: email })),
      ),
  };
};

/** The named exception means that there is nothing to do. The cause is left out because it may contain the address. */
const callUserPool = async (
  NothingToDo: new (...given: never) => Error,
  call: () => Promise<unknown>,
): Promise<void> => {
  try {
    await call();
  } catch (error) {
    if (error instanceof NothingToDo) return;
    const name = error instanceof Error ? error.name : 'unknown';
    throw new AppError('SignInUnavailable', `the user pool refused or did not answer a call (${name})`);
  }
};
