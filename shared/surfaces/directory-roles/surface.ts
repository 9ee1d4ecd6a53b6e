import { defineSurface, type GraphReader } from '../define-surface.ts';
import { allRecordsOf, recordsOf } from '../records.ts';
import { groupMembersOrNone } from '../transitive-members.ts';
import { pagesOfEach } from '../trouble.ts';
import { normalize, throughGroup } from './normalize.ts';
import { RawAssignment, RawRole, RoleHolder } from './schema.ts';

const rolesOf = async (graph: GraphReader) => {
  const query = { $select: 'id,templateId,displayName,isPrivileged' };
  const roles = await allRecordsOf(graph, { path: '/roleManagement/directory/roleDefinitions', query }, RawRole);
  return new Map(roles.map((role) => [role.id, role]));
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
  factVersion: 2,
  identify: (fact) =>
    `${fact.roleTemplateId}/${fact.principalId}/${fact.viaGroupId ?? 'direct'}/${fact.directoryScopeId}`,
  async *read({ graph }) {
    const roles = await rolesOf(graph);
    const byGroup = new Map<string, RoleHolder[]>();
    const request = { path: '/roleManagement/directory/roleAssignments', query: { $expand: 'principal' } };
    for await (const page of recordsOf(graph, request, RawAssignment)) {
      const holders = page.map((raw) => normalize(raw, roles.get(raw.roleDefinitionId)));
      for (const holder of holders.filter((each) => each.principalType === 'group')) {
        byGroup.set(holder.principalId, [...(byGroup.get(holder.principalId) ?? []), holder]);
      }
      yield holders;
    }
    yield* pagesOfEach(graph, byGroup, async function* ([groupId, held]) {
      for await (const members of groupMembersOrNone(graph, groupId)) {
        yield members.flatMap((member) => held.map((group) => throughGroup(group, member)));
      }
    });
  },
  timeoutSeconds: 120,
});
