import { type AppError, blueprintOf, publicCode } from '#shared/kernel/errors.ts';

/** Something in the way, and what to do about it. */
export interface ConnectProblem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly scopes?: readonly string[];
}

const advice: Partial<Record<AppError['code'], string>> = {
  SecretInvalid: "paste the secret's Value, not its Secret ID, or create a new secret",
  SecretExpired: 'create a new client secret and replace the one stored here',
  AppNotFound: 'check the Application (client) ID, and that the app was created in this tenant',
  TenantNotFound: 'paste the Directory (tenant) ID, not a subscription or user id',
  ConsentMissing: "grant admin consent to the app's permissions in the tenant",
  AppBlocked: 'enable the application, or allow it in the policy for workload identities, in the tenant',
  NeedsAccess: 'grant the permission, and admin consent to it, in the tenant',
  MailboxNotFound: "check the user principal name; the person needs a mailbox in the tenant's Exchange Online",
  MicrosoftThrottled: 'try again later',
  MicrosoftUnavailable: 'try again in a few minutes',
};

/** What a person reads, and does next. */
export const problemOf = (
  { code, message, details }: AppError,
  about?: string,
  scopes = details.needs,
): ConnectProblem => ({
  code: publicCode(code),
  title: blueprintOf(code).title,
  detail: [about, advice[code] ?? message, waitIn(details.retryAfterSeconds)].filter(Boolean).join('; '),
  ...(scopes !== undefined && { scopes }),
});

const waitIn = (seconds: number | undefined): string | undefined =>
  seconds === undefined ? undefined : `not before ${seconds} s from now`;
