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

/** Families of resources; each has its own error for a missing scope. */
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

/** Code, message and status of an error. Default status: 403. */
type ErrorParts = readonly [code: string, message: string, status?: number];

const scopeErrors: Record<ScopeRefusal, (missing: Missing) => ErrorParts> = {
  directory: () => ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  exchange: () => ['ErrorAccessDenied', 'Access is denied. Check credentials and try again.'],
  // The message is JSON, with other keys than PIM's.
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
  // The message is JSON and holds the error itself.
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
  // An application without any SharePoint scope gets 401, although its credential is valid.
  sharepoint: ({ granted }) =>
    granted.some((scope) => scope.startsWith('Sites.'))
      ? ['accessDenied', 'Access denied']
      : ['unauthenticated', 'There has been an error authenticating the request.', 401],
};

export const scopeMissing = (family: ScopeRefusal, missing: Missing, now: Date): Answer => {
  const [code, message, status = 403] = scopeErrors[family](missing);
  return graphError(status, code, message, now);
};

/** Errors for a service plan that the tenant lacks. Conditional Access has none: its resource returns an empty list. */
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

/** Defender's error for a tenant that it does not know: a 401, although the credential is valid. */
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
