import type { z } from 'zod';
import type { GroupMember } from '../transitive-members.ts';
import type { RawSchedule, RoleSchedule } from './schema.ts';

type Raw = z.output<typeof RawSchedule>;

export const normalize = (raw: Raw, kind: RoleSchedule['kind']): RoleSchedule => ({
  scheduleId: raw.id,
  kind,
  principalId: raw.principalId,
  principalType: raw.principal?.['@odata.type'] ?? 'unknown',
  principalName: raw.principal?.displayName ?? null,
  roleTemplateId: raw.roleDefinitionId,
  directoryScopeId: raw.directoryScopeId,
  viaGroupId: null,
  startAt: raw.startDateTime,
  endAt: raw.endDateTime,
  memberType: raw.memberType,
});

/** The same schedule, for a member of the group. */
export const throughGroup = (group: RoleSchedule, member: GroupMember): RoleSchedule => ({
  ...group,
  principalId: member.id,
  principalType: member['@odata.type'],
  principalName: member.displayName,
  viaGroupId: group.principalId,
});
