import type { z } from 'zod';
import type { GroupMember } from '../transitive-members.ts';
import type { RawAssignment, RawRole, RoleHolder } from './schema.ts';

type Role = z.output<typeof RawRole>;

/** An assignment whose role definition was deleted keeps its id, which for built-in roles is the template id. */
export const normalize = (raw: z.output<typeof RawAssignment>, role: Role | undefined): RoleHolder => ({
  principalId: raw.principalId,
  principalType: raw.principal?.['@odata.type'] ?? 'unknown',
  principalName: raw.principal?.displayName ?? null,
  principalAppId: raw.principal?.appId ?? null,
  roleTemplateId: role?.templateId ?? raw.roleDefinitionId,
  roleName: role?.displayName ?? null,
  isPrivileged: role?.isPrivileged ?? false,
  directoryScopeId: raw.directoryScopeId,
  viaGroupId: null,
});

/** The same role, held by a member of the group. */
export const throughGroup = (group: RoleHolder, member: GroupMember): RoleHolder => ({
  ...group,
  principalId: member.id,
  principalType: member['@odata.type'],
  principalName: member.displayName,
  principalAppId: member.appId,
  viaGroupId: group.principalId,
});
