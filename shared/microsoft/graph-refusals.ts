import type { ErrorCode, ErrorDetails } from '#shared/kernel/errors.ts';

interface GraphRule {
  readonly status?: readonly number[];
  /** Compared without case, at any depth of the error: the documentation and the service differ in case. */
  readonly codes?: readonly string[];
  readonly messagePattern?: RegExp;
  /** Only for requests below a mailbox. */
  readonly inMailbox?: true;
  /** Codes that were observed. The rule matches any other code too. */
  readonly observedCodes?: readonly string[];
  /** The meaning of the refusal. */
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
 * The one table of Graph's refusals. The first rule that matches decides, so the order matters. A missing license comes
 * before a missing scope, because both are 403 `Forbidden`. Two 401s come first, because they say nothing about the
 * credential. https://learn.microsoft.com/graph/errors
 */
export const graphRules: readonly GraphRule[] = [
  {
    status: [401],
    messagePattern: /account is not provisioned/i,
    observedCodes: ['Unauthorized'],
    meaning: 'the tenant has not set up Defender XDR',
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
      /not licen[sc]ed for this feature|(?:premium|SPO) licen[sc]e|Entra ID (?:Premium )?(?:P1|P2|Governance)(?:(?: or |\/)(?:Entra ID )?(?:P1|P2|Governance))? licen[sc]e|not applicable to target tenant/i,
    observedCodes: ['Forbidden', 'BadRequest'],
    meaning: 'the tenant has no plan for this',
    code: 'NeedsLicense',
  },
  {
    status: [401],
    meaning: 'the access token ended or was revoked; a fresh one is requested once',
    code: 'TokenRefused',
  },
  { codes: ['InvalidAuthenticationToken'], meaning: 'the access token is not accepted', code: 'TokenRefused' },
  {
    status: [410],
    observedCodes: ['SyncStateNotFound', 'resyncRequired'],
    meaning: 'the delta token has expired',
    code: 'ResyncRequired',
  },
  {
    status: [400, 404, 409],
    codes: ['SyncStateNotFound', 'resyncRequired'],
    meaning: 'the delta token has expired',
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
    meaning: 'a mailbox policy of Exchange limits the app to other mailboxes; no permission is missing',
    code: 'NeedsAccess',
    details: {
      byMailboxPolicy: true,
      advice: 'add the mailbox to the scope that Exchange limits the app to (docs/mailbox-access.md)',
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
    meaning: 'the user does not exist, or has no mailbox in Exchange Online',
    code: 'MailboxNotFound',
  },
  {
    status: [404],
    codes: ['ErrorItemNotFound', 'ErrorFolderNotFound'],
    meaning: 'the item was deleted, or moved and its id changed',
    code: 'ItemGone',
  },
  { status: [404], meaning: 'the directory has no such object', code: 'NotFound' },
  {
    status: [501],
    observedCodes: ['NotImplemented'],
    meaning: 'Graph does not support this',
    code: 'MicrosoftRefused',
  },
  { status: [408, 500, 502, 503, 504], meaning: 'a transient fault', code: 'MicrosoftUnavailable' },
  {
    status: [400, 405, 409, 412, 415, 416, 422],
    observedCodes: ['BadRequest', 'invalidRange'],
    meaning: 'Graph rejects the request as invalid',
    code: 'MicrosoftRefused',
  },
];
