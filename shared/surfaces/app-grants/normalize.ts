import type { z } from 'zod';
import {
  type AppGrant,
  microsoftDirectories,
  type Permission,
  type RawApplication,
  type RawConsent,
  type RawPrincipal,
  type RawResource,
  type RawRoleAssignment,
} from './schema.ts';

type App = Extract<AppGrant, { kind: 'app' }>;
type Registration = Extract<AppGrant, { kind: 'registration' }>;

export const isOwnedByMicrosoft = ({ appOwnerOrganizationId: owner }: RawPrincipal): boolean =>
  owner !== null && microsoftDirectories.has(owner);

/** The default access assignment: it permits signing in and is not a permission. */
const noRole = '00000000-0000-0000-0000-000000000000';

/** The application permissions at one resource, by principal. */
export const grantedAppRoles = (
  resource: RawResource,
  assignments: readonly z.output<typeof RawRoleAssignment>[],
): readonly (readonly [principalId: string, permission: Permission])[] => {
  const names = new Map(resource.appRoles.map(({ id, value }) => [id, value]));
  return assignments
    .filter(
      ({ appRoleId, principalType }) => appRoleId !== noRole && principalType !== 'User' && principalType !== 'Group',
    )
    .map(({ principalId, appRoleId }) => [
      principalId,
      {
        resourceAppId: resource.appId,
        resource: resource.displayName ?? resource.appId,
        permission: names.get(appRoleId) ?? null,
      },
    ]);
};

/** The permissions of a consent for all users. A consent of a single user counts only for that user and is left out. */
export const consentedScopes = (consent: RawConsent, resource: RawPrincipal | undefined): readonly Permission[] =>
  consent.consentType !== 'AllPrincipals'
    ? []
    : (consent.scope ?? '')
        .split(/\s+/)
        .filter((permission) => permission !== '')
        .map((permission) => ({
          resourceAppId: resource?.appId ?? consent.resourceId,
          resource: resource?.displayName ?? resource?.appId ?? consent.resourceId,
          permission,
        }));

const types: Readonly<Partial<Record<RawPrincipal['servicePrincipalType'], App['type']>>> = {
  Application: 'application',
  ManagedIdentity: 'managed-identity',
  Legacy: 'legacy',
};

const inOrder = (permissions: readonly Permission[]): Permission[] =>
  permissions.toSorted((left, right) =>
    `${left.resourceAppId} ${left.permission}` < `${right.resourceAppId} ${right.permission}` ? -1 : 1,
  );

export const appOf = (
  principal: RawPrincipal,
  application: readonly Permission[],
  delegated: readonly Permission[],
): App => ({
  kind: 'app',
  appId: principal.appId,
  principalId: principal.id,
  name: principal.displayName ?? principal.appId,
  ownerTenantId: principal.appOwnerOrganizationId,
  type: types[principal.servicePrincipalType] ?? 'unknown',
  isEnabled: principal.accountEnabled,
  replyUrls: principal.replyUrls.toSorted(),
  application: inOrder(application),
  delegated: inOrder(delegated),
});

type RawCredential = z.output<typeof RawApplication>['passwordCredentials'][number];

const credentialOf =
  (kind: 'secret' | 'certificate') =>
  ({ keyId, startDateTime, endDateTime }: RawCredential) => ({
    keyId,
    kind,
    startsAt: startDateTime,
    endsAt: endDateTime,
  });

export const registrationOf = (raw: z.output<typeof RawApplication>): Registration => ({
  kind: 'registration',
  appId: raw.appId,
  name: raw.displayName ?? raw.appId,
  credentials: [
    ...raw.passwordCredentials.map(credentialOf('secret')),
    ...raw.keyCredentials.map(credentialOf('certificate')),
  ].toSorted(({ keyId: left }, { keyId: right }) => (left < right ? -1 : 1)),
});
