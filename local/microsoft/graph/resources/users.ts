import { hasPlan } from '#local/microsoft/simulated-skus.ts';
import { answerCollection } from '../collection.ts';
import { graphError, licenseMissing } from '../graph-errors.ts';
import type { GraphCall, Resource } from '../graph-resource.ts';
import type { Query } from '../query.ts';
import { userEntity } from './user-entity.ts';

export const asksForSignIns = ({ select }: Query): boolean => select?.includes('signInActivity') ?? false;

/** With signInActivity the whole list is refused if the plan or the page size does not allow it. */
const validateSignIns = ({ tenant, query, now }: GraphCall) => {
  if (!asksForSignIns(query)) return undefined;
  if (!hasPlan(tenant, 'AAD_PREMIUM')) return licenseMissing.premium(now);
  const cap = tenant.signInPageCap;
  if (query.top === undefined || query.top <= cap) return undefined;
  return graphError(400, 'BadRequest', `Cannot query data for more than ${cap} users at a time.`, now);
};

/** https://learn.microsoft.com/graph/api/user-list */
export const users: Resource = {
  template: '/users',
  service: 'directory',
  serviceOf: (query) => (asksForSignIns(query) ? 'reports' : 'directory'),
  scopes: ['User.Read.All', 'Directory.Read.All'],
  additionalScopes: (query) => (asksForSignIns(query) ? ['AuditLog.Read.All'] : []),
  refusal: 'directory',
  units: 2,
  answer: (call) =>
    validateSignIns(call) ??
    answerCollection(call, {
      entity: userEntity,
      items: call.tenant.users,
      context: 'users',
      options: ['$top', '$filter', '$orderby', '$count'],
      pageSize: { usual: asksForSignIns(call.query) ? Math.min(100, call.tenant.signInPageCap) : 100, max: 999 },
      filterable: ['accountEnabled', 'displayName', 'id', 'mail', 'userPrincipalName', 'userType', 'createdDateTime'],
      orderable: ['displayName', 'userPrincipalName', 'createdDateTime'],
    }),
};
