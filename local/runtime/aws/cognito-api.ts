import { z } from 'zod';
import type { Resources } from '../assembly/resources.ts';
import type { Operations } from './endpoint.ts';
import { throwServiceException } from './service-exception.ts';

const Of = z.object({ UserPoolId: z.string(), Username: z.string().min(1) });

/**
 * Cognito's AdminCreateUser and AdminDeleteUser for the user pools of the templates. Users cannot sign in there, and
 * nothing is mailed.
 */
export const cognitoApi = (resources: Resources): Operations => {
  const pools = new Map(resources.ofType('AWS::Cognito::UserPool').map(({ name }) => [name, new Set<string>()]));
  const poolOf = (id: string): Set<string> =>
    pools.get(id) ?? throwServiceException('ResourceNotFoundException', `User pool ${id} does not exist.`);
  return {
    AdminCreateUser: (given) => {
      const { UserPoolId, Username } = Of.parse(given);
      const users = poolOf(UserPoolId);
      if (users.has(Username)) throwServiceException('UsernameExistsException', 'User account already exists');
      users.add(Username);
      return { User: { Username, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } };
    },
    AdminDeleteUser: (given) => {
      const { UserPoolId, Username } = Of.parse(given);
      if (!poolOf(UserPoolId).delete(Username)) throwServiceException('UserNotFoundException', 'User does not exist.');
      return {};
    },
  };
};
