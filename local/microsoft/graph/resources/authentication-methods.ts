import { guidOf } from '../../random.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { odataContext, okAnswer, pathParam, type Resource } from '../graph-resource.ts';
import { methodTypes } from './registered-methods.ts';
import { findUser } from './user-entity.ts';

/**
 * The methods of one user, the password always among them.
 * https://learn.microsoft.com/graph/api/authentication-list-methods
 */
export const authenticationMethods: Resource = {
  template: '/users/{id}/authentication/methods',
  service: 'reports',
  scopes: ['UserAuthenticationMethod.Read.All'],
  refusal: 'methods',
  answer(call) {
    const wanted = pathParam(call, 'id');
    const user = findUser(call.tenant, wanted);
    if (user === undefined) return resourceNotFound(wanted, call.now);
    const types = new Set(user.methods.map((method) => methodTypes[method] ?? method));
    const value = ['passwordAuthenticationMethod', ...types].map((type) => ({
      '@odata.type': `#microsoft.graph.${type}`,
      id: guidOf(`${user.id}/${type}`),
      createdDateTime: user.createdAt,
    }));
    return okAnswer({ '@odata.context': odataContext(call, `users('${user.id}')/authentication/methods`), value });
  },
};
