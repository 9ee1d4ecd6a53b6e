import type { SimulatedGroup, SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { type GraphCall, pathParam, type Resource } from '../graph-resource.ts';
import { principalBody } from './directory-object.ts';

/** A member can be a user, a group or a service principal, so the entity has the properties of all three. */
const memberEntity: Entity<string> = {
  type: 'microsoft.graph.directoryObject',
  always: ['@odata.type', 'id'],
  properties: Object.fromEntries(
    [
      '@odata.type',
      'id',
      'displayName',
      'userPrincipalName',
      'mail',
      'accountEnabled',
      'userType',
      'appId',
      'isAssignableToRole',
    ].map((name) => [name, (id: string, call: GraphCall) => principalBody(call, id)?.[name]]),
  ),
};

const groupOf = (tenant: SimulatedTenant, id: string): SimulatedGroup | undefined =>
  tenant.groups.find((group) => group.id === id);

/** Direct and nested members, each once, including the nested groups; a cycle of groups ends. */
const transitiveMemberIds = (tenant: SimulatedTenant, group: SimulatedGroup): readonly string[] => {
  const seen = new Set<string>();
  const queue = [...group.memberIds];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(groupOf(tenant, id)?.memberIds ?? []));
  }
  return [...seen];
};

/** The members that still exist. */
const existing = ({ users, groups, servicePrincipals }: SimulatedTenant, ids: readonly string[]): readonly string[] => {
  const existingIds = new Set([...users, ...groups, ...servicePrincipals].map(({ id }) => id));
  return ids.filter((id) => existingIds.has(id));
};

const memberList = (name: string, units: number, idsOf: typeof transitiveMemberIds): Resource => ({
  template: `/groups/{id}/${name}`,
  service: 'directory',
  scopes: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  refusal: 'directory',
  units,
  answer(call) {
    const wanted = pathParam(call, 'id');
    const group = groupOf(call.tenant, wanted);
    if (group === undefined) return resourceNotFound(wanted, call.now);
    return answerCollection(call, {
      entity: memberEntity,
      items: existing(call.tenant, idsOf(call.tenant, group)),
      context: 'directoryObjects',
      options: ['$top', '$count'],
      pageSize: { usual: 100, max: 999 },
    });
  },
});

/** https://learn.microsoft.com/graph/api/group-list-members */
export const members = memberList('members', 3, (_tenant, { memberIds }) => memberIds);
/** https://learn.microsoft.com/graph/api/group-list-transitivemembers */
export const transitiveMembers = memberList('transitiveMembers', 5, transitiveMemberIds);
