import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawId, RawNonBlankText, RawObjectType, RawOptionalInstant, rawEnum } from '../raw.ts';

/**
 * As Graph sends it. https://learn.microsoft.com/graph/api/resources/unifiedroleassignmentscheduleinstance and
 * …/unifiedroleeligibilityscheduleinstance
 */
export const RawSchedule = z.object({
  id: z.string().min(1),
  principalId: RawId,
  /** For built-in roles this is the template id. */
  roleDefinitionId: RawId,
  directoryScopeId: z
    .string()
    .nullish()
    .transform((scope) => scope ?? '/'),
  startDateTime: RawOptionalInstant,
  endDateTime: RawOptionalInstant,
  /** Of assignments only. */
  assignmentType: rawEnum('assigned', 'activated'),
  memberType: rawEnum('direct', 'group', 'inherited'),
  principal: z.object({ '@odata.type': RawObjectType, displayName: RawNonBlankText }).nullish(),
});

/** The fact: one record per schedule instance, and one more for each member of a group that has one. */
export const RoleSchedule = z.object({
  scheduleId: z.string(),
  /**
   * `assigned`: holds the role without activation. `activated`: eligible, and active now. `eligible`: may activate it.
   */
  kind: z.enum(['assigned', 'activated', 'eligible', 'unknown']),
  principalId: z.string(),
  principalType: z.enum(['user', 'group', 'servicePrincipal', 'unknown']),
  principalName: z.string().nullable(),
  roleTemplateId: z.string(),
  directoryScopeId: z.string(),
  viaGroupId: z.string().nullable(),
  startAt: Instant.nullable(),
  /** Null means permanent. */
  endAt: Instant.nullable(),
  memberType: z.enum(['direct', 'group', 'inherited', 'unknown']),
});
export type RoleSchedule = z.output<typeof RoleSchedule>;
