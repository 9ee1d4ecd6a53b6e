import { defineSurface, type GraphReader } from '../define-surface.ts';
import { parsePage } from '../raw.ts';
import { groupMembersOrNone } from '../transitive-members.ts';
import { normalize, throughGroup } from './normalize.ts';
import { RawAssignment, RawRole, RoleHolder } from './schema.ts';

const rolesOf = async (graph: GraphReader) => {
  const roles = new Map<string, ReturnType<typeof parsePage<typeof RawRole>>[number]>();
  const select = 'id,templateId,displayName,isPrivileged';
  for await (const page of graph.pages({
    path: '/roleManagement/directory/roleDefinitions',
    query: { $select: select },
  })) {
    for (const role of parsePage(RawRole, page)) roles.set(role.id, role);
  }
  return roles;
};

export const directoryRoles = defineSurface({
  id: 'directory-roles',
  title: 'Directory roles',
  reference: 'https://learn.microsoft.com/graph/api/rbacapplication-list-roleassignments',
  job: 'posture',
  features: ['mfa', 'admins'],
  throttleDomain: 'directory',
  everySeconds: 6 * 3600,
  accessOptions: [{ name: 'assignments', scopes: [['RoleManagement.Read.Directory', 'Directory.Read.All']] }],
  completeness: 'replace',
  fact: RoleHolder,
  factVersion: 1,
  identify: (fact) =>
    `${fact.roleTemplateId}/${fact.principalId}/${fact.viaGroupId ?? 'direct'}/${fact.directoryScopeId}`,
  async *read({ graph }) {
    const roles = await rolesOf(graph);
    const byGroup = new Map<string, RoleHolder[]>();
    const path = '/roleManagement/directory/roleAssignments';
    for await (const page of graph.pages({ path, query: { $expand: 'principal' } })) {
      const holders = parsePage(RawAssignment, page).map((raw) => normalize(raw, roles.get(raw.roleDefinitionId)));
      for (const holder of holders.filter((each) => each.principalType === 'group')) {
        byGroup.set(holder.principalId, [...(byGroup.get(holder.principalId) ?? []), holder]);
      }
      yield holders;
    }
    for (const [groupId, held] of byGroup) {
      for await (const members of groupMembersOrNone(graph, groupId)) {
        yield members.flatMap((member) => held.map((group) => throughGroup(group, member)));
      }
    }
  },
  timeoutSeconds: 120,
});
