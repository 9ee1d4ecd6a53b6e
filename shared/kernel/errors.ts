/**
 * Every error code, in one table. `http` is the status that a caller of the API sees. `retry` says what a state machine
 * or a client may do: `never`, `backoff` (retry with jitter) or `after` (retry once `retryAfterSeconds` have passed).
 * No other file writes a status code.
 */
const errorDefinitions = {
  InvalidInput: { http: 400, retry: 'never', title: 'The request is not valid.' },
  InvalidCursor: { http: 400, retry: 'never', title: 'The cursor is not valid for this list.' },
  Unauthenticated: { http: 401, retry: 'never', title: 'Sign in to use this.' },
  Forbidden: { http: 403, retry: 'never', title: 'Your role does not allow this.' },
  NotAMember: { http: 403, retry: 'never', title: 'This identity is not a member of any MSP.' },
  OriginRefused: { http: 403, retry: 'never', title: 'Pages of this origin may not use this.' },
  PrivateItem: { http: 403, retry: 'never', title: 'This item is marked private by its owner.' },
  NotFound: { http: 404, retry: 'never', title: 'There is nothing here.' },
  MethodNotAllowed: { http: 405, retry: 'never', title: 'This route does not take this method.' },
  NotAcceptable: { http: 406, retry: 'never', title: 'The answer has no form that the request accepts.' },
  DomainTaken: { http: 409, retry: 'never', title: 'The domain belongs to another customer.' },
  TenantTaken: { http: 409, retry: 'never', title: 'The tenant is connected already.' },
  OwnTenantTaken: { http: 409, retry: 'never', title: 'Another connection is marked as your own tenant.' },
  PublisherAppInUse: { http: 409, retry: 'never', title: 'Connections sign in through this app.' },
  MemberTaken: { http: 409, retry: 'never', title: 'The person is a member already.' },
  LastAdmin: { http: 409, retry: 'never', title: 'The last admin cannot be removed or demoted.' },
  RunInProgress: { http: 409, retry: 'after', title: 'A run of this connection is in progress.' },
  FindingResolved: { http: 409, retry: 'never', title: 'A resolved finding cannot be moved.' },
  RecordChanged: { http: 409, retry: 'backoff', title: 'Somebody else changed this record first.' },
  RequestInProgress: { http: 409, retry: 'after', title: 'The same request is being answered.' },
  AlreadyAnswered: { http: 409, retry: 'never', title: 'This request was answered before.' },
  PreconditionFailed: { http: 412, retry: 'never', title: 'The record is no longer the one you read.' },
  PayloadTooLarge: { http: 413, retry: 'never', title: 'The request is too large.' },
  UnsupportedMediaType: { http: 415, retry: 'never', title: 'The request must be JSON.' },
  BodyTooLarge: { http: 422, retry: 'never', title: 'The body is too large to be shown here.' },
  IdempotencyMismatch: { http: 422, retry: 'never', title: 'The idempotency key was used for another request.' },
  RateLimited: { http: 429, retry: 'after', title: 'Too many requests.' },
  Internal: { http: 500, retry: 'never', title: 'Something went wrong on our side.' },
  AuditUnavailable: { http: 503, retry: 'backoff', title: 'The audit log cannot be written, so nothing was done.' },
  SignInUnavailable: { http: 503, retry: 'backoff', title: 'The sign-in service did not answer.' },
  StoreUnavailable: { http: 503, retry: 'backoff', title: 'The database did not answer.' },
  // Refusals by Microsoft. The two tables in shared/microsoft classify them, and next-step.ts says what to do about
  // each.
  SecretInvalid: { http: 422, retry: 'never', title: 'Microsoft refused the secret or certificate.' },
  SecretExpired: { http: 422, retry: 'never', title: 'The client secret has expired.' },
  CertificateExpired: { http: 422, retry: 'never', title: 'The certificate is outside its validity period.' },
  AppNotFound: { http: 422, retry: 'never', title: 'Microsoft does not know the application in this tenant.' },
  TenantNotFound: { http: 422, retry: 'never', title: 'Microsoft does not know the tenant.' },
  ConsentMissing: { http: 422, retry: 'never', title: 'The tenant has not consented to the application.' },
  AppBlocked: { http: 422, retry: 'never', title: 'The tenant blocks the application.' },
  // The return from Microsoft's consent page.
  ConsentLinkInvalid: { http: 400, retry: 'never', title: 'This consent link is not one of ours.' },
  ConsentLinkExpired: { http: 410, retry: 'never', title: 'The consent link has expired.' },
  ConsentLinkUsed: { http: 409, retry: 'never', title: 'The consent link was used already.' },
  ConsentDeclined: { http: 403, retry: 'never', title: 'Consent was not given.' },
  ConsentElsewhere: { http: 409, retry: 'never', title: 'Consent was given in another tenant.' },
  TokenRefused: { http: 502, retry: 'never', title: 'Microsoft refused the access token.' },
  NeedsAccess: { http: 409, retry: 'never', title: 'A permission is not granted.' },
  NeedsLicense: { http: 409, retry: 'never', title: 'The tenant has no plan that includes this.' },
  MailboxNotFound: { http: 422, retry: 'never', title: 'Microsoft does not know the mailbox.' },
  MailboxNotListed: { http: 403, retry: 'never', title: 'The mailbox is not on the allow-list.' },
  ItemGone: { http: 404, retry: 'never', title: 'The item no longer exists in the mailbox.' },
  ResyncRequired: { http: 502, retry: 'never', title: 'Microsoft asks to read from the beginning.' },
  MicrosoftThrottled: { http: 503, retry: 'after', title: 'Microsoft asks us to wait.' },
  MicrosoftUnavailable: { http: 502, retry: 'backoff', title: 'Microsoft did not answer.' },
  MicrosoftRefused: { http: 502, retry: 'never', title: 'Microsoft did not accept the request.' },
  MicrosoftAnswerMalformed: { http: 502, retry: 'backoff', title: 'Microsoft answered with something unreadable.' },
  // Runs.
  LeaseHeld: { http: 409, retry: 'never', title: 'Another run holds the tenant.' },
  OutOfTime: { http: 503, retry: 'backoff', title: 'There was no time left to finish.' },
  Fenced: { http: 409, retry: 'never', title: 'A newer run has taken over.' },
} as const satisfies Record<string, ErrorDefinition>;

interface ErrorDefinition {
  readonly http: number;
  readonly retry: 'never' | 'backoff' | 'after';
  readonly title: string;
}

export type ErrorCode = keyof typeof errorDefinitions;
export const errorCodes = Object.keys(errorDefinitions);
export const isErrorCode = (name: string): name is ErrorCode => Object.hasOwn(errorDefinitions, name);
export const errorDefinition = (code: ErrorCode): ErrorDefinition => errorDefinitions[code];

/** Codes whose public name differs from their internal one. */
const publicNames: Partial<Record<ErrorCode, string>> = { AppBlocked: 'blocked', MicrosoftThrottled: 'throttled' };

/** The code as a caller of the API sees it: `SecretInvalid` becomes `secret-invalid`. */
export const publicCode = (code: ErrorCode): string =>
  publicNames[code] ?? code.replace(/(?<!^)[A-Z]/g, '-$&').toLowerCase();

/** Error names that AWS raises in a state machine. ASL may match them beside our own codes. */
export const awsErrorNames = [
  'States.ALL',
  'States.Timeout',
  'States.TaskFailed',
  'Lambda.TooManyRequestsException',
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Sandbox.Timedout',
] as const;

export interface ErrorDetails {
  /** Seconds to wait, with `retry: 'after'`. */
  readonly retryAfterSeconds?: number;
  /** Scopes or plans that are missing. */
  readonly needs?: readonly string[];
  /** JSON pointers into the request, each with what is wrong there. */
  readonly pointers?: readonly {
    readonly in?: 'path' | 'query' | 'body' | 'header';
    readonly pointer: string;
    /** The line of an uploaded table, counted from 1. */
    readonly line?: number;
    readonly detail: string;
  }[];
  /** What to do about it, where this error knows more than its code does. */
  readonly advice?: string;
  /** Entra's own code, such as `AADSTS7000222`, for looking it up. */
  readonly entraCode?: string;
  /** Response headers sent with the problem details, such as rate limits. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/**
 * An expected failure. `name` is the code, because Step Functions matches Retry and Catch on it. `message` says for a
 * person what was received and what was expected; it never contains a secret, a token or text of an e-mail. Adapters
 * convert the errors of vendors into an `AppError` and keep the original as `cause`. A bug of ours stays a plain Error,
 * and the API reports it as `Internal`.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.name = code;
    this.code = code;
    this.details = details;
  }

  get definition(): ErrorDefinition {
    return errorDefinitions[this.code];
  }
}

export const isAppError = (error: unknown, ...codes: readonly ErrorCode[]): error is AppError =>
  error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
