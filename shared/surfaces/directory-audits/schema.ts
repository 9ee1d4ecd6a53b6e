import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { RawId, RawInstant, RawNonBlankText, RawOptionalId, RawText, rawEnum, rawList } from '../raw.ts';

/** Values are JSON inside text. */
const RawChange = z.object({ displayName: RawNonBlankText, oldValue: RawText, newValue: RawText });

const RawTarget = z.object({
  id: RawOptionalId,
  displayName: RawNonBlankText,
  userPrincipalName: RawNonBlankText,
  /** The documentation writes `Type`, the service sends `type`. */
  type: RawNonBlankText,
  Type: RawNonBlankText,
  modifiedProperties: rawList(RawChange),
});

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/directoryaudit */
export const RawAudit = z.object({
  id: RawId,
  correlationId: RawNonBlankText,
  activityDisplayName: RawNonBlankText,
  activityDateTime: RawInstant,
  result: rawEnum('success', 'failure', 'timeout'),
  initiatedBy: z
    .object({
      user: z
        .object({
          id: RawOptionalId,
          userPrincipalName: RawNonBlankText,
          displayName: RawNonBlankText,
          ipAddress: RawNonBlankText,
        })
        .nullish(),
      app: z
        .object({ appId: RawOptionalId, servicePrincipalId: RawOptionalId, displayName: RawNonBlankText })
        .nullish(),
    })
    .nullish(),
  targetResources: rawList(RawTarget),
  additionalDetails: rawList(z.object({ key: RawNonBlankText, value: RawText })),
});

export const ChangeKind = z.enum([
  'user-created',
  'user-deleted',
  'user-enabled',
  'user-disabled',
  'password-reset',
  'security-info-registered',
  'security-info-deleted',
  'role-granted',
  'role-activated',
  'role-made-eligible',
  'role-removed',
  'app-consented',
  'app-permission-granted',
  'app-credentials-added',
  'app-created',
  'policy-added',
  'policy-changed',
  'policy-deleted',
  'security-defaults-changed',
  'authorization-policy-changed',
  'domain-authentication-changed',
  'partner-added',
]);
export type ChangeKind = z.output<typeof ChangeKind>;

/** How a Conditional Access policy became weaker (rules 25). */
export const Weakening = z.enum(['deleted', 'no-longer-enabled', 'exclusion-added', 'mfa-removed']);

/**
 * The fact: one record per row of the log. One action of a person may create several rows. Rows with one correlation
 * id, activity and first target are one subject for findings.
 */
export const DirectoryChange = z.object({
  changeId: z.string(),
  correlationId: z.string().nullable(),
  kind: ChangeKind,
  /** In Microsoft's words. */
  activity: z.string(),
  at: Instant,
  result: z.enum(['success', 'failure', 'timeout', 'unknown']),
  by: z.object({
    kind: z.enum(['user', 'app', 'unknown']),
    id: z.string().nullable(),
    /** UPN of a user, name of an application. */
    name: z.string().nullable(),
    /** The IP address of the user. Absent where Microsoft does not give it. */
    ip: z.string().optional(),
  }),
  targets: z.array(
    z.object({
      id: z.string().nullable(),
      /** `User`, `Role`, `ServicePrincipal`, `Policy`, …, opaque. */
      type: z.string().nullable(),
      /** UPN of a user, else the display name. */
      name: z.string().nullable(),
    }),
  ),
  /** Roles that were granted or removed. */
  roles: z.array(z.object({ templateId: z.string().nullable(), name: z.string().nullable() })),
  /** Permissions that were consented to or granted. */
  permissions: z.array(z.string()),
  /** A consent for all users. */
  isForEverybody: z.boolean(),
  weakenings: z.array(Weakening),
});
export type DirectoryChange = z.output<typeof DirectoryChange>;
