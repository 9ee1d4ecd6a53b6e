import { AppError, type ErrorCode, type ErrorDetails } from '#shared/kernel/errors.ts';
import { codesIn, scopesNamedIn, tokenErrorIn, wordsIn } from './error-body.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** A refusal as it came. */
export interface Refusal {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** Parsed; undefined where it was not JSON. */
  readonly body: unknown;
  /** Whether the request was below a mailbox: the directory's "no such object" then means the mailbox. */
  readonly inMailbox?: boolean;
}

interface Rule {
  readonly status?: readonly number[];
  /** Lower case; any of them, at any depth of the error. */
  readonly codes?: readonly string[];
  readonly words?: RegExp;
  /** Below a mailbox alone. */
  readonly inMailbox?: true;
  readonly code: ErrorCode;
  readonly details?: ErrorDetails;
}

const mailboxCodes = [
  'mailboxnotenabledforrestapi',
  'errorinvaliduser',
  'errornonexistentmailbox',
  'resourcenotfound',
  'request_resourcenotfound',
];

/**
 * The one table of Graph's refusals; the first rule that fits decides, so the order is part of it. A missing licence stands before a missing scope,
 * because both come as 403 `Forbidden`; two 401s stand first, because they say nothing about the credential.
 */
const graphRules: readonly Rule[] = [
  { status: [401], words: /account is not provisioned/i, code: 'NeedsLicence' },
  { status: [401], words: /error authenticating the request/i, code: 'NeedsAccess' },
  {
    status: [400, 401, 403],
    codes: ['authentication_requestfromnonpremiumtenantorb2ctenant', 'aadpremiumlicenserequired'],
    code: 'NeedsLicence',
  },
  {
    status: [400, 401, 403],
    words:
      /not licen[sc]ed for this feature|premium licen[sc]e|SPO licen[sc]e|Entra ID (P1|P2|Governance)[^.]* licen[sc]e|not applicable to target tenant/i,
    code: 'NeedsLicence',
  },
  { status: [401], code: 'TokenRefused' },
  { codes: ['invalidauthenticationtoken'], code: 'TokenRefused' },
  { status: [410], code: 'ResyncRequired' },
  { status: [400, 404, 409], codes: ['syncstatenotfound', 'resyncrequired'], code: 'ResyncRequired' },
  { status: [429, 509], code: 'MicrosoftThrottled' },
  { codes: ['applicationthrottled', 'toomanyrequests', 'activitylimitreached'], code: 'MicrosoftThrottled' },
  // Exchange keeps an application to some mailboxes: scoped out, not a missing permission.
  { status: [403], words: /access to odata is disabled/i, code: 'NeedsAccess', details: { byMailboxPolicy: true } },
  { status: [403], code: 'NeedsAccess' },
  { status: [400], codes: ['permissionscopenotgranted'], code: 'NeedsAccess' },
  { status: [404], codes: mailboxCodes, inMailbox: true, code: 'MailboxNotFound' },
  { status: [404], codes: ['erroritemnotfound', 'errorfoldernotfound'], code: 'ItemGone' },
  { status: [404], code: 'NotFound' },
  { status: [501], code: 'MicrosoftRefused' },
  { status: [408, 500, 502, 503, 504], code: 'MicrosoftUnavailable' },
];

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const tokenCodes: readonly (readonly [ErrorCode, readonly number[]])[] = [
  // 7000218: no secret sent; 700024, 700027, 7000214: an assertion signed with a certificate that is out of time, unknown or wrong.
  ['SecretInvalid', [7000215, 7000216, 7000218, 700024, 700027, 7000214]],
  ['SecretExpired', [7000222]],
  ['AppNotFound', [700016]],
  ['TenantNotFound', [90002, 900023, 900021]],
  ['AppBlocked', [7000112, 53003, 530032]],
  ['ConsentMissing', [65001, 650051, 650052]],
  ['MicrosoftThrottled', [50196, 90055]],
];

const tokenWords: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'SecretInvalid',
  unauthorized_client: 'AppNotFound',
  consent_required: 'ConsentMissing',
  temporarily_unavailable: 'MicrosoftThrottled',
};

const fits = (rule: Rule, { status, inMailbox }: Refusal, codes: readonly string[], words: string): boolean =>
  (rule.inMailbox === undefined || inMailbox === true) &&
  (rule.status?.includes(status) ?? true) &&
  (rule.codes?.some((code) => codes.includes(code)) ?? true) &&
  (rule.words?.test(words) ?? true);

/** 503 and 504 with a time to come back are throttling by another name. */
const throttled = (code: ErrorCode, wait: number | undefined): ErrorCode =>
  code === 'MicrosoftUnavailable' && wait !== undefined ? 'MicrosoftThrottled' : code;

/** Whole seconds, never fewer than asked for. */
const waitDetails = (wait: number | undefined): ErrorDetails =>
  wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait) };

/** What Graph refused, by name. The message holds codes and statuses, never Microsoft's text: that may name people. */
export const classifyGraph = (refusal: Refusal, now: Date): AppError => {
  const { status, headers, body } = refusal;
  const codes = codesIn(body);
  const words = wordsIn(body);
  const rule = graphRules.find((each) => fits(each, refusal, codes, words));
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const code = throttled(rule?.code ?? (status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused'), wait);
  const needs = code === 'NeedsAccess' ? scopesNamedIn(words) : [];
  return new AppError(code, `graph answered ${status} ${codes[0] ?? 'without a code'}`, {
    status,
    ...rule?.details,
    ...(needs.length > 0 && { needs }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};

/** What the token endpoint refused, by name. Its numbers are the only thing that tells a wrong secret from an expired one. */
export const classifyToken = ({ status, headers, body }: Refusal, now: Date): AppError => {
  const { error, numbers } = tokenErrorIn(body);
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const byNumber = tokenCodes.find(([, ours]) => ours.some((number) => numbers.includes(number)))?.[0];
  const byStatus: ErrorCode =
    status === 429 ? 'MicrosoftThrottled' : status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused';
  const isOurs = status === 429 || status >= 500;
  const code = throttled(byNumber ?? (isOurs ? byStatus : (tokenWords[error] ?? byStatus)), wait);
  const number = numbers[0] === undefined ? '' : ` AADSTS${numbers[0]}`;
  return new AppError(code, `the token endpoint answered ${status} ${error || 'without a code'}${number}`, {
    status,
    ...(numbers[0] !== undefined && { entraCode: `AADSTS${numbers[0]}` }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};
