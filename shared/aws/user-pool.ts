import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { type CallBudget, clientOptions } from './client-options.ts';
import { vendorCall } from './vendor-call.ts';

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
 * issuer.
 */
export const openUserPool = (userPoolId: string, budget?: CallBudget): UserPool => {
  if (userPoolId === '') return unmanagedAccounts;
  const client = new CognitoIdentityProviderClient(clientOptions(budget));
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
const callUserPool = (NothingToDo: new (...given: never) => Error, call: () => Promise<unknown>): Promise<void> =>
  vendorCall(
    'user pool',
    async () => {
      try {
        await call();
      } catch (error) {
        if (!(error instanceof NothingToDo)) throw error;
      }
    },
    { code: 'SignInUnavailable', hidesCause: true },
  );
