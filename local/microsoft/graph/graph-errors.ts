import type { Answer } from '../http-answer.ts';
import { guidOf } from '../random.ts';

/** Graph's error envelope. https://learn.microsoft.com/graph/errors */
export const graphError = (status: number, code: string, message: string, now: Date): Answer => ({
  status,
  headers: {},
  body: {
    error: {
      code,
      message,
      innerError: {
        date: now.toISOString().slice(0, 19),
        'request-id': guidOf(`${now.toISOString()} ${message}`),
        'client-request-id': guidOf(`${now.toISOString()} ${message}`),
      },
    },
  },
});

/** How each family of resources says that no granted scope allows the call: each in its own words. */
export type ScopeRefusal =
  | 'directory'
  | 'exchange'
  | 'intune'
  | 'methods'
  | 'pim'
  | 'policies'
  | 'reports'
  | 'security'
  | 'service-communications'
  | 'sharepoint'
  | 'usage';

interface Missing {
  readonly scopes: readonly string[];
  readonly granted: readonly string[];
}

/** The status is 403 unless it is said. */
type Wording = readonly [code: string, message: string, status?: number];

const wordings: Record<ScopeRefusal, (missing: Missing) => Wording> = {
  directory: () => ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  exchange: () => ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
  // JSON in the message again, with keys of its own.
  intune: ({ scopes }) => [
    'Forbidden',
    JSON.stringify({
      _version: 3,
      Message: `Application is not authorized to perform this operation. Application must have one of the following scopes: ${scopes.join(', ')}`,
      CustomApiErrorPhrase: '',
      ErrorSourceService: '',
    }),
  ],
  methods: () => ['accessDenied', 'Request Authorization failed'],
  // The real error is JSON inside the message.
  pim: ({ scopes }) => [
    'UnknownError',
    JSON.stringify({
      errorCode: 'PermissionScopeNotGranted',
      message: `Authorization failed due to missing permission scope ${scopes.join(',')}.`,
      instanceAnnotations: [],
    }),
  ],
  policies: () => [
    'AccessDenied',
    'You cannot perform the requested operation, required scopes are missing in the token.',
  ],
  reports: ({ scopes }) => [
    'Authentication_MSGraphPermissionMissing',
    `Calling principal does not have required MSGraph permissions ${scopes.join(',')}`,
  ],
  usage: () => ['S2SUnauthorized', 'Invalid permission(s)/scope claims/roles.'],
  security: ({ scopes, granted }) => [
    'Forbidden',
    `Missing application roles. API required roles: ${scopes.join(',')}, application roles: ${granted.join(',')}.`,
  ],
  'service-communications': ({ scopes }) => [
    'Forbidden',
    `Authorization failed due to missing permission scope ${scopes.join(',')}.`,
  ],
  // Whoever holds nothing of SharePoint is not even known there; that 401 says nothing of the credential.
  sharepoint: ({ granted }) =>
    granted.some((scope) => scope.startsWith('Sites.'))
      ? ['accessDenied', 'Access denied']
      : ['unauthenticated', 'There has been an error authenticating the request.', 401],
};

export const scopeMissing = (family: ScopeRefusal, missing: Missing, now: Date): Answer => {
  const [code, message, status = 403] = wordings[family](missing);
  return graphError(status, code, message, now);
};

/** The shapes of a plan that the tenant lacks. That Conditional Access answers 200 with an empty list is no error, and stands in its resource. */
export const licenseMissing = {
  premium: (now: Date): Answer =>
    graphError(
      403,
      'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      "Neither tenant is B2C or tenant doesn't have premium license",
      now,
    ),
  governance: (now: Date): Answer =>
    graphError(
      400,
      'AadPremiumLicenseRequired',
      'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
      now,
    ),
  feature: (now: Date): Answer => graphError(403, 'Forbidden', 'Your tenant is not licensed for this feature.', now),
  intune: (now: Date): Answer => graphError(400, 'BadRequest', 'Request not applicable to target tenant.', now),
  sharePoint: (now: Date): Answer => graphError(400, 'BadRequest', 'Tenant does not have a SPO license.', now),
} as const;

/** How Defender says that it does not know the tenant: a 401 that says nothing of the credential. */
export const notProvisioned = (now: Date): Answer =>
  graphError(401, 'Unauthorized', 'Unauthorized request - Account is not provisioned.', now);

export const badRequest = (message: string, now: Date): Answer => graphError(400, 'BadRequest', message, now);

export const resourceNotFound = (id: string, now: Date): Answer =>
  graphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
    now,
  );

/** https://learn.microsoft.com/graph/throttling */
export const tooManyRequests = (retryAfter: string | undefined, now: Date): Answer => ({
  status: 429,
  headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter },
  body: {
    error: {
      code: 'TooManyRequests',
      innerError: {
        code: '429',
        date: now.toISOString().slice(0, 19),
        message: 'Please retry after',
        'request-id': guidOf(`429 ${now.toISOString()}`),
        status: '429',
      },
      message: 'Please retry again later.',
    },
  },
});
