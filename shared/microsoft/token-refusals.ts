import type { ErrorCode } from '#shared/kernel/errors.ts';

interface TokenRule {
  /** AADSTS numbers: the only way to distinguish a wrong secret from an expired one. */
  readonly numbers: readonly number[];
  /** The meaning of the refusal. */
  readonly meaning: string;
  readonly code: ErrorCode;
  /** What to do, where that is more specific than the advice of the code. */
  readonly advice?: string;
}

const anotherCloud = 'choose the cloud of the tenant, and paste the Directory (tenant) ID';
/** For a refusal of a certificate that has no advice of its own. */
export const certificateAdvice =
  'upload this certificate to the app registration, or connect with one that is registered there';

/**
 * The one table of refusals of the token endpoint. An unknown number is classified by the OAuth error (`oauthErrors`),
 * then by the status. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const tokenRules: readonly TokenRule[] = [
  { numbers: [7000222], meaning: 'the secret has expired', code: 'SecretExpired' },
  { numbers: [7000215], meaning: 'no secret of the app has this value', code: 'SecretInvalid' },
  { numbers: [7000216, 7000218, 90014], meaning: 'neither a secret nor an assertion was sent', code: 'SecretInvalid' },
  {
    numbers: [700027, 700030, 7000214],
    meaning: 'the certificate is not registered at the app, or has expired',
    code: 'SecretInvalid',
    advice: certificateAdvice,
  },
  {
    numbers: [700024, 50012],
    meaning: "the certificate's assertion is outside its validity period, or its signature is invalid",
    code: 'SecretInvalid',
    advice: `${certificateAdvice}; if it is registered, check the certificate's dates`,
  },
  { numbers: [1000502], meaning: 'the certificate is outside its validity period', code: 'CertificateExpired' },
  { numbers: [700016], meaning: 'the app is not in this tenant', code: 'AppNotFound' },
  {
    numbers: [7000229],
    meaning: 'the app is registered but has no enterprise application in this tenant',
    code: 'AppNotFound',
    advice: 'grant admin consent to the app in the tenant, which creates its enterprise application',
  },
  { numbers: [90002], meaning: 'the tenant does not exist in this cloud', code: 'TenantNotFound' },
  { numbers: [900023, 900021], meaning: 'the tenant id is malformed', code: 'TenantNotFound' },
  {
    numbers: [90038, 900382, 900439],
    meaning: 'the tenant or the app is in another national cloud',
    code: 'TenantNotFound',
    advice: anotherCloud,
  },
  { numbers: [7000112], meaning: 'the app is disabled in the tenant', code: 'AppBlocked' },
  {
    numbers: [53003, 530032],
    meaning: 'Conditional Access for workload identities blocks the app',
    code: 'AppBlocked',
  },
  {
    numbers: [500014],
    meaning: 'Microsoft Graph itself is disabled in the tenant',
    code: 'AppBlocked',
    advice: 'enable the enterprise application Microsoft Graph in the tenant',
  },
  { numbers: [65001, 65004, 90094], meaning: 'nobody has consented to the app', code: 'ConsentMissing' },
  {
    numbers: [650051, 650052],
    meaning: 'the app, or a service that it asks for, has no enterprise application yet',
    code: 'ConsentMissing',
  },
  { numbers: [50196, 90055], meaning: 'too many requests', code: 'MicrosoftThrottled' },
  { numbers: [90006, 90012, 90024, 90033], meaning: 'a transient fault', code: 'MicrosoftUnavailable' },
  { numbers: [70011], meaning: 'the scope belongs to another cloud', code: 'MicrosoftRefused', advice: anotherCloud },
];

/**
 * OAuth errors, for responses without a known number.
 * https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export const oauthErrors: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'SecretInvalid',
  unauthorized_client: 'AppNotFound',
  consent_required: 'ConsentMissing',
  temporarily_unavailable: 'MicrosoftThrottled',
};
