import type { SimulatedTenant } from '../../tenant.ts';
import { project } from '../entity.ts';
import type { GraphCall } from '../graph-resource.ts';
import { userEntity } from './user-entity.ts';

export type PrincipalKind = 'user' | 'group' | 'servicePrincipal';

export const principalKindOf = (tenant: SimulatedTenant, id: string): PrincipalKind | undefined => {
  if (tenant.users.some((user) => user.id === id)) return 'user';
  if (tenant.groups.some((group) => group.id === id)) return 'group';
  return tenant.servicePrincipals.some((principal) => principal.id === id) ? 'servicePrincipal' : undefined;
};

/** A principal inside another answer: its type and its default properties (a user has some more). */
export const principalBody = (call: GraphCall, id: string): Record<string, unknown> | null => {
  const { tenant } = call;
  const user = tenant.users.find((candidate) => candidate.id === id);
  if (user !== undefined) {
    const select = [
      ...(userEntity.defaults ?? []),
      'accountEnabled',
      'userType',
      'imAddresses',
      'mailNickname',
      'onPremisesSyncEnabled',
    ];
    const properties = project(userEntity, user, { ...call, query: { ...call.query, select } });
    return { '@odata.type': '#microsoft.graph.user', ...properties };
  }
  const group = tenant.groups.find((candidate) => candidate.id === id);
  if (group !== undefined) {
    const { displayName, isAssignableToRole } = group;
    return { '@odata.type': '#microsoft.graph.group', id, displayName, isAssignableToRole, securityEnabled: true };
  }
  const principal = tenant.servicePrincipals.find((candidate) => candidate.id === id);
  if (principal === undefined) return null; // deleted: an assignment stays when its principal is deleted
  const { appId, displayName } = principal;
  return { '@odata.type': '#microsoft.graph.servicePrincipal', id, appId, displayName, accountEnabled: true };
};
