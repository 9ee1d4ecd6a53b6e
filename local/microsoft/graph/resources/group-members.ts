import type { SimulatedGroup, SimulatedTenant } from '../../tenant.ts';
import { answerCollection } from '../collection.ts';
import type { Entity } from '../entity.ts';
import { resourceNotFound } from '../graph-errors.ts';
import { type GraphCall, pathParam, type Resource } from '../graph-resource.ts';
import { principalBody } from './directory-object.ts';

/** A member is worded as whatever it is, so its type has the properties of all of them that are asked for. */
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

/** Members of members, each once, the nested groups themselves among them; a circle of groups ends. */
const everyMember = (tenant: SimulatedTenant, group: SimulatedGroup): readonly string[] => {
  const seen = new Set<string>();
  const waiting = [...group.memberIds];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    waiting.push(...(groupOf(tenant, id)?.memberIds ?? []));
  }
  return [...seen];
};

/** Those who were not deleted since. */
const living = ({ users, groups, servicePrincipals }: SimulatedTenant, ids: readonly string[]): readonly string[] => {
  const there = new Set([...users, ...groups, ...servicePrincipals].map(({ id }) => id));
  return ids.filter((id) => there.has(id));
};

const memberList = (name: string, units: number, idsOf: typeof everyMember): Resource => ({
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
      items: living(call.tenant, idsOf(call.tenant, group)),
      context: 'directoryObjects',
      options: ['$top', '$count'],
      pageSize: { usual: 100, max: 999 },
    });
  },
});

/** https://learn.microsoft.com/graph/api/group-list-members */
export const members = memberList('members', 3, (_tenant, { memberIds }) => memberIds);
/** https://learn.microsoft.com/graph/api/group-list-transitivemembers */
export const transitiveMembers = memberList('transitiveMembers', 5, everyMember);
