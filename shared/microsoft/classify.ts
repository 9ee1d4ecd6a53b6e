import { AppError, type ErrorCode, type ErrorDetails } from '#shared/kernel/errors.ts';
import { errorCodes, errorMessages, scopesInMessage, tokenError } from './error-body.ts';
import { graphRules } from './graph-refusals.ts';
import { retryAfterSeconds } from './retry-after.ts';
import { oauthErrors, tokenRules } from './token-refusals.ts';

/** A refusal as it came. */
export interface ErrorResponse {
  readonly status: number;
  readonly headers: Pick<Headers, 'get'>;
  /** Parsed; undefined where it was not JSON. */
  readonly body: unknown;
  /** Whether the request was below a mailbox: the directory's "no such object" then means the mailbox. */
  readonly inMailbox?: boolean;
}

const fits = (
  rule: (typeof graphRules)[number],
  { status, inMailbox }: ErrorResponse,
  codes: readonly string[],
  words: string,
): boolean =>
  (rule.inMailbox === undefined || inMailbox === true) &&
  (rule.status?.includes(status) ?? true) &&
  (rule.codes?.some((code) => codes.includes(code.toLowerCase())) ?? true) &&
  (rule.messagePattern?.test(words) ?? true);

/** 503 and 504 with a time to come back are throttling by another name. */
const throttled = (code: ErrorCode, wait: number | undefined): ErrorCode =>
  code === 'MicrosoftUnavailable' && wait !== undefined ? 'MicrosoftThrottled' : code;

/** Whole seconds, never fewer than asked for. */
const waitDetails = (wait: number | undefined): ErrorDetails =>
  wait === undefined ? {} : { retryAfterSeconds: Math.ceil(wait) };

/** What Graph refused, by name. The message holds codes and statuses, never Microsoft's text: that may name people. */
export const classifyGraph = (refusal: ErrorResponse, now: Date): AppError => {
  const { status, headers, body } = refusal;
  const codes = errorCodes(body);
  const words = errorMessages(body);
  const rule = graphRules.find((each) => fits(each, refusal, codes, words));
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const code = throttled(rule?.code ?? (status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused'), wait);
  const needs = code === 'NeedsAccess' ? scopesInMessage(words) : [];
  return new AppError(code, `graph answered ${status} ${codes[0] ?? 'without a code'}`, {
    status,
    ...rule?.details,
    ...(needs.length > 0 && { needs }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};

/** What the token endpoint refused, by name. */
export const classifyToken = ({ status, headers, body }: ErrorResponse, now: Date): AppError => {
  const { error, numbers } = tokenError(body);
  const wait = retryAfterSeconds(headers.get('retry-after'), now);
  const rule = tokenRules.find((each) => each.numbers.some((number) => numbers.includes(number)));
  const byStatus: ErrorCode =
    status === 429 ? 'MicrosoftThrottled' : status >= 500 ? 'MicrosoftUnavailable' : 'MicrosoftRefused';
  const isOurs = status === 429 || status >= 500;
  const code = throttled(rule?.code ?? (isOurs ? byStatus : (oauthErrors[error] ?? byStatus)), wait);
  const number = numbers[0] === undefined ? '' : ` AADSTS${numbers[0]}`;
  return new AppError(code, `the token endpoint answered ${status} ${error || 'without a code'}${number}`, {
    status,
    ...(rule?.advice !== undefined && { advice: rule.advice }),
    ...(numbers[0] !== undefined && { entraCode: `AADSTS${numbers[0]}` }),
    ...(code === 'MicrosoftThrottled' && waitDetails(wait)),
  });
};
