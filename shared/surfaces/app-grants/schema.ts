import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import {
  RawId,
  RawInstant,
  RawNonBlankText,
  RawOptionalInstant,
  RawText,
  rawEnum,
  rawList,
  rawRequiredEnum,
} from '../raw.ts';

/**
 * Directories in which Microsoft registers its own applications.
 * https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
 */
export const microsoftDirectories: ReadonlySet<string> = new Set([
  'f8cdef31-a31e-4b4a-93e4-5f571e91255a',
  '72f988bf-86f1-41af-91ab-2d7cd011db47',
]);

/** As Graph sends it. https://learn.microsoft.com/graph/api/resources/serviceprincipal */
export const RawPrincipal = z.object({
  id: RawId,
  appId: RawId,
  displayName: RawNonBlankText,
  appOwnerOrganizationId: RawNonBlankText.transform((id) => id?.toLowerCase() ?? null),
  accountEnabled: z
    .boolean()
    .nullish()
    .transform((on) => on ?? true),
  replyUrls: rawList(z.string()),
  servicePrincipalType: rawEnum('Application', 'ManagedIdentity', 'Legacy', 'SocialIdp'),
});
export type RawPrincipal = z.output<typeof RawPrincipal>;

/** The permissions that a resource offers to applications. */
export const RawResource = z.object({
  id: RawId,
  appId: RawId,
  displayName: RawNonBlankText,
  appRoles: z.array(z.object({ id: RawId, value: RawNonBlankText })),
});
export type RawResource = z.output<typeof RawResource>;

/** https://learn.microsoft.com/graph/api/resources/approleassignment */
export const RawRoleAssignment = z.object({
  principalId: RawId,
  appRoleId: RawId,
  principalType: rawEnum('User', 'Group', 'ServicePrincipal'),
});

/** https://learn.microsoft.com/graph/api/resources/oauth2permissiongrant */
export const RawConsent = z.object({
  clientId: RawId,
  consentType: rawRequiredEnum('AllPrincipals', 'Principal'),
  resourceId: RawId,
  scope: RawText,
});
export type RawConsent = z.output<typeof RawConsent>;

const RawCredential = z.object({ keyId: RawId, startDateTime: RawOptionalInstant, endDateTime: RawInstant });

/** https://learn.microsoft.com/graph/api/resources/application */
export const RawApplication = z.object({
  appId: RawId,
  displayName: RawNonBlankText,
  passwordCredentials: rawList(RawCredential),
  keyCredentials: rawList(RawCredential),
});

const Permission = z.object({
  /** `appId` of the resource; the same in every tenant. */
  resourceAppId: z.string(),
  resource: z.string(),
  /** `Mail.Read`. Null where the resource no longer offers the granted permission. */
  permission: z.string().nullable(),
});
export type Permission = z.output<typeof Permission>;

/**
 * An application that Microsoft does not own. It has a permission without a user's choice, or it is or looks like an
 * abused one.
 */
const App = z.object({
  kind: z.literal('app'),
  appId: z.string(),
  principalId: z.string(),
  name: z.string(),
  /** The tenant that owns it. Null where Microsoft names none, as for managed identities. */
  ownerTenantId: z.string().nullable(),
  type: z.enum(['application', 'managed-identity', 'legacy', 'unknown']),
  isEnabled: z.boolean(),
  /** The addresses to which Microsoft sends people and codes after the sign-in. */
  replyUrls: z.array(z.string()),
  /** Application permissions. */
  application: z.array(Permission),
  /** Delegated permissions that are consented for all users. */
  delegated: z.array(Permission),
});

const Credential = z.object({
  keyId: z.string(),
  kind: z.enum(['secret', 'certificate']),
  startsAt: Instant.nullable(),
  endsAt: Instant,
});

/** An application that is registered in this tenant, with its credentials. */
const Registration = z.object({
  kind: z.literal('registration'),
  appId: z.string(),
  name: z.string(),
  credentials: z.array(Credential),
});

/** The fact. An application of the tenant's own may have a record of either kind. */
export const AppGrant = z.discriminatedUnion('kind', [App, Registration]);
export type AppGrant = z.output<typeof AppGrant>;
