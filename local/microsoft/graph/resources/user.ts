import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import { badRequest, licenseMissing, resourceNotFound } from '../graph-errors.ts';
import { pathParam, type Resource } from '../graph-resource.ts';
import { answerSingle } from '../single-object.ts';
import { findUser, userEntity } from './user-entity.ts';
import { asksForSignIns } from './users.ts';

/** https://learn.microsoft.com/graph/api/user-get */
export const user: Resource = {
  template: '/users/{id}',
  service: 'directory',
  serviceOf: (query) => (asksForSignIns(query) ? 'reports' : 'directory'),
  scopes: ['User.Read.All', 'Directory.Read.All'],
  additionalScopes: (query) => (asksForSignIns(query) ? ['AuditLog.Read.All'] : []),
  refusal: 'directory',
  units: 1,
  answer(call) {
    const wanted = pathParam(call, 'id');
    const found = findUser(call.tenant, wanted);
    if (found === undefined) return resourceNotFound(wanted, call.now);
    if (asksForSignIns(call.query)) {
      if (!hasPlan(call.tenant, 'AAD_PREMIUM')) return licenseMissing.premium(call.now);
      if (wanted !== found.id) {
        return badRequest('Get By Key only supports UserId and the key has to be a valid Guid', call.now);
      }
    }
    return answerSingle(call, { entity: userEntity, item: found, context: 'users*/$entity' });
  },
};
