import { badRequest, resourceNotFound } from '../graph-errors.ts';
import { odataContext, okAnswer, pathParam, type Resource } from '../graph-resource.ts';
import { findUser } from './user-entity.ts';

/** Per-user MFA, by object id. https://learn.microsoft.com/graph/api/authentication-get */
export const authenticationRequirements: Resource = {
  template: '/users/{id}/authentication/requirements',
  versions: ['beta'],
  service: 'directory',
  scopes: ['Policy.Read.All'],
  refusal: 'methods',
  answer(call) {
    const wanted = pathParam(call, 'id');
    const user = findUser(call.tenant, wanted);
    if (user === undefined) return resourceNotFound(wanted, call.now);
    if (user.id !== wanted) return badRequest('The user id is not a valid Guid.', call.now);
    return okAnswer({
      '@odata.context': odataContext(call, `users('${user.id}')/authentication/requirements`),
      perUserMfaState: user.perUserMfa,
    });
  },
};
