import type { ErrorCode, ErrorDetails } from '#shared/kernel/errors.ts';

interface GraphRule {
  readonly status?: readonly number[];
  /** Compared without case; any of them, at any depth of the error: the documentation and the wire disagree about case. */
  readonly codes?: readonly string[];
  readonly messagePattern?: RegExp;
  /** Below a mailbox alone. */
  readonly inMailbox?: true;
  /** Names that it was seen under; the rule takes any other too. */
  readonly observedCodes?: readonly string[];
  /** What Microsoft says by it. */
  readonly meaning: string;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

const mailboxCodes = [
  'MailboxNotEnabledForRESTAPI',
  'ErrorInvalidUser',
  'ErrorNonExistentMailbox',
  'ResourceNotFound',
  'Request_ResourceNotFound',
];

/**
 * The one table of Graph's refusals; the first rule that fits decides, so the order is part of it. A missing license stands before a missing scope,
 * because both come as 403 `Forbidden`; two 401s stand first, because they say nothing about the credential. https://learn.microsoft.com/graph/errors
 */
export const graphRules: readonly GraphRule[] = [
  {
    status: [401],
    messagePattern: /account is not provisioned/i,
    observedCodes: ['Unauthorized'],
    meaning: 'the tenant never used Defender XDR',
    code: 'NeedsLicense',
  },
  {
    status: [401],
    messagePattern: /error authenticating the request/i,
    observedCodes: ['unauthenticated'],
    meaning: 'SharePoint does not know the permission',
    code: 'NeedsAccess',
  },
  {
    status: [400, 401, 403],
    codes: ['Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'AadPremiumLicenseRequired'],
    meaning: 'the tenant has no Entra ID P1, P2 or Governance',
    code: 'NeedsLicense',
  },
  {
    status: [400, 401, 403],
    messagePattern:
      /not licen[sc]ed for this feature|premium licen[sc]e|SPO licen[sc]e|Entra ID (P1|P2|Governance)[^.]* licen[sc]e|not applicable to target tenant/i,
    observedCodes: ['Forbidden', 'BadRequest'],
    meaning: 'the tenant has no plan for this',
    code: 'NeedsLicense',
  },
  { status: [401], meaning: 'the access token ended or was revoked; it is asked for anew, once', code: 'TokenRefused' },
  { codes: ['InvalidAuthenticationToken'], meaning: 'the access token is not taken', code: 'TokenRefused' },
  {
    status: [410],
    observedCodes: ['SyncStateNotFound', 'resyncRequired'],
    meaning: 'the place to read on from has aged out',
    code: 'ResyncRequired',
  },
  {
    status: [400, 404, 409],
    codes: ['SyncStateNotFound', 'resyncRequired'],
    meaning: 'the place to read on from has aged out',
    code: 'ResyncRequired',
  },
  {
    status: [429, 509],
    observedCodes: ['TooManyRequests', 'ApplicationThrottled'],
    meaning: 'too many requests, or too many at once',
    code: 'MicrosoftThrottled',
  },
  {
    codes: ['ApplicationThrottled', 'TooManyRequests', 'activityLimitReached'],
    meaning: 'too many requests, or too many at once',
    code: 'MicrosoftThrottled',
  },
  {
    status: [403],
    messagePattern: /access to odata is disabled/i,
    observedCodes: ['ErrorAccessDenied'],
    meaning: 'Exchange keeps the app to other mailboxes: scoped out, not a missing permission',
    code: 'NeedsAccess',
    details: {
      byMailboxPolicy: true,
      advice: 'add the mailbox to the scope that Exchange keeps the app to (docs/mailbox-access.md)',
    },
  },
  {
    status: [403],
    observedCodes: [
      'Authorization_RequestDenied',
      'AccessDenied',
      'Authentication_MSGraphPermissionMissing',
      'Forbidden',
      'UnknownError',
      'ErrorAccessDenied',
      'S2SUnauthorized',
    ],
    meaning: 'the permission is not granted',
    code: 'NeedsAccess',
  },
  {
    status: [400],
    codes: ['PermissionScopeNotGranted'],
    meaning: 'the permission is not granted',
    code: 'NeedsAccess',
  },
  {
    status: [404],
    codes: mailboxCodes,
    inMailbox: true,
    meaning: 'there is no such person, or no mailbox in Exchange Online',
    code: 'MailboxNotFound',
  },
  {
    status: [404],
    codes: ['ErrorItemNotFound', 'ErrorFolderNotFound'],
    meaning: 'the item was deleted, or moved under an id that changes',
    code: 'ItemGone',
  },
  { status: [404], meaning: 'the directory has no such object', code: 'NotFound' },
  { status: [501], observedCodes: ['NotImplemented'], meaning: 'Graph does not do this', code: 'MicrosoftRefused' },
  { status: [408, 500, 502, 503, 504], meaning: 'a fault that passes', code: 'MicrosoftUnavailable' },
  {
    status: [400, 405, 409, 412, 415, 416, 422],
    observedCodes: ['BadRequest', 'invalidRange'],
    meaning: 'Graph does not take the request as it is',
    code: 'MicrosoftRefused',
  },
];
