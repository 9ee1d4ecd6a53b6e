import type { Credential } from '#shared/kernel/credential.ts';
import { AppError, type ErrorCode, type ErrorDetails } from '#shared/kernel/errors.ts';
import { errorCodes, errorMessages, scopesInMessage, tokenError } from './error-body.ts';
import { graphRules } from './graph-refusals.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { certificateAdvice, oauthErrors, tokenRules } from './token-refusals.ts';

/** An unsuccessful HTTP response. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** Parsed; undefined where it was not JSON. */
  readonly body: unknown;
  /**
   * Whether the request was below a mailbox. The directory's "no such object" then means that the mailbox does not
   * exist.
   */
  readonly inMailbox?: boolean;
}

const matches = (
  rule: (typeof graphRules)[number],
  { status, inMailbox }: ErrorResponse,
  codes: readonly string[],
  message: string,
): boolean =>
  (rule.inMailbox === undefined || inMailbox === true) &&
  (rule.status?.includes(status) ?? true) &&
  (rule.codes?.some((code) => codes.includes(code.toLowerCase())) ?? true) &&
  (rule.messagePattern?.test(message) ?? true);

/** 503 and 504 with a Retry-After are treated as throttling. */
const asThrottled = (code: ErrorCode, wait: number | undefined): ErrorCode =>
  code === 'MicrosoftUnavailable' && wait !== undefined ? 'MicrosoftThrottled' : code;

/** Whole seconds, rounded up. */
const waitDetails = (wait: number | undefined): ErrorDetails =>
  wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait) };

/**
 * Classifies an error response of Graph. The message contains codes and statuses but never Microsoft's text, which may
 * name people.
 */
export const classifyGraph = (response: ErrorResponse, now: Date): AppError => {
  const { status, headers, body } = response;
  const codes = errorCodes(body);
  const message = errorMessages(body);
  const rule = graphRules.find((each) => matches(each, response, codes, message));
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const code = asThrottled(rule?.code ?? (status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused'), wait);
  const needs = code === 'NeedsAccess' ? scopesInMessage(message) : [];
  return new AppError(code, `graph answered ${status} ${codes[0] ?? 'without a code'}`, {
    status,
    ...rule?.details,
    ...(needs.length > 0 && { needs }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};

/**
 * What to do about a refusal, where that is more specific than the advice of the code. A refused certificate is never
 * explained as a secret, whatever the number.
 */
const adviceAbout = (code: ErrorCode, advice: string | undefined, kind: Credential['kind']): string | undefined =>
  advice ??
  (kind === 'certificate' && code === 'SecretInvalid' ? `${certificateAdvice}, and check its dates` : undefined);

/** Classifies an error response of the token endpoint to a request with such a credential. */
export const classifyToken = (
  { status, headers, body }: ErrorResponse,
  now: Date,
  kind: Credential['kind'] = 'secret',
): AppError => {
  const { error, numbers } = tokenError(body);
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const rule = tokenRules.find((each) => each.numbers.some((number) => numbers.includes(number)));
  const byStatus: ErrorCode =
    status === 429 ? 'MicrosoftThrottled' : status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused';
  const isStatusDecisive = status === 429 || status >= 500;
  const code = asThrottled(rule?.code ?? (isStatusDecisive ? byStatus : (oauthErrors[error] ?? byStatus)), wait);
  const advice = adviceAbout(code, rule?.advice, kind);
  const number = numbers[0] === undefined ? '' : ` AADSTS${numbers[0]}`;
  return new AppError(code, `the token endpoint answered ${status} ${error || 'without a code'}${number}`, {
    status,
    ...(advice !== undefined && { advice }),
    ...(numbers[0] !== undefined && { entraCode: `AADSTS${numbers[0]}` }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};
