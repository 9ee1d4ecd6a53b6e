import type { AppError, ErrorCode } from './errors.ts';

/**
 * What a person can do about a refusal by Microsoft. Where the tables in shared/microsoft have more specific advice,
 * the error carries it.
 */
const advice: Partial<Record<ErrorCode, string>> = {
  SecretInvalid: "paste the secret's Value, not its Secret ID, or create a new secret",
  SecretExpired: 'create a new client secret and replace the one stored here',
  CertificateExpired:
    'upload a certificate that is valid today to the app registration, and replace the one stored here',
  AppNotFound: 'check the Application (client) ID, and that the app was created in, or consented to by, this tenant',
  TenantNotFound: 'paste the Directory (tenant) ID, not a subscription or user id, and check the cloud',
  ConsentMissing: "grant admin consent to the app's permissions in the tenant",
  AppBlocked: 'enable the application, or allow it in the policy for workload identities, in the tenant',
  TokenRefused: 'test the connection; where it fails again, replace the credential',
  NeedsAccess: 'grant the permission, and admin consent to it, in the tenant',
  NeedsLicense: 'nothing, unless the tenant buys a plan that has it',
  MailboxNotFound: "check the user principal name; the person needs a mailbox in the tenant's Exchange Online",
  ItemGone: 'nothing: it was deleted or moved away in the mailbox, and leaves the list',
  ResyncRequired: 'nothing: the next run reads from the beginning',
  MicrosoftThrottled: 'try again later',
  MicrosoftUnavailable: 'try again in a few minutes',
  MicrosoftAnswerMalformed: 'try again in a few minutes',
  MicrosoftRefused: 'try again; where it stays, send us the request id',
};

export const adviceFor = (code: ErrorCode): string | undefined => advice[code];

const wait = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : `not before ${seconds} s from now`;

/**
 * What to do next about a failure: for a refusal by Microsoft the advice, with Entra's code to look it up. For any
 * other failure, and for input that was refused before Microsoft was asked, it is the error's own message.
 */
export const nextStep = ({ code, message, details }: AppError): string => {
  const known = details.pointers === undefined ? (details.advice ?? advice[code]) : undefined;
  if (known === undefined) return message;
  const number = details.entraCode === undefined ? '' : ` (${details.entraCode})`;
  return `${[known, wait(details.retryAfterSeconds)].filter(Boolean).join('; ')}${number}`;
};

/** One sentence for a person, with the code in parentheses. */
export const toSentence = ({ code, title, detail }: { code: string; title: string; detail: string }): string =>
  `${title} ${detail.charAt(0).toUpperCase()}${detail.slice(1)} (${code})`;
