import { z } from 'zod';
import { RawBoolean, RawId, RawNonBlankText, RawObjectType, RawOptionalId } from '../raw.ts';

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/unifiedroleassignment */
export const RawAssignment = z.object({
  principalId: RawId,
  roleDefinitionId: RawId,
  directoryScopeId: z
    .string()
    .nullish()
    .transform((scope) => scope ?? '/'),
  principal: z.object({ '@odata.type': RawObjectType, displayName: RawNonBlankText, appId: RawOptionalId }).nullish(),
});

/** https://learn.microsoft.com/graph/api/resources/unifiedroledefinition */
export const RawRole = z.object({
  id: RawId,
  templateId: RawOptionalId,
  displayName: RawNonBlankText,
  isPrivileged: RawBoolean,
});

/**
 * The fact: one record per principal, role, scope and path. A group that holds a role has its own record, and each of
 * its members has one with `viaGroupId`.
 */
export const RoleHolder = z.object({
  principalId: z.string(),
  principalType: z.enum(['user', 'group', 'servicePrincipal', 'unknown']),
  principalName: z.string().nullable(),
  /** Of an application: its id in every tenant. Null for people and groups, and where Graph names none. */
  principalAppId: z.string().nullable(),
  /** Names and ids of roles are local to a tenant. The template id is the same everywhere. */
  roleTemplateId: z.string(),
  roleName: z.string().nullable(),
  /** Microsoft's own label, which does not include Exchange and SharePoint administrators. */
  isPrivileged: z.boolean(),
  /** `/` is the whole directory. */
  directoryScopeId: z.string(),
  viaGroupId: z.string().nullable(),
});
export type RoleHolder = z.output<typeof RoleHolder>;
