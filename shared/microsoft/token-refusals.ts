import type { ErrorCode } from '#shared/kernel/errors.ts';

interface TokenRule {
  /** AADSTS numbers: the only thing that tells a wrong secret from an expired one. */
  readonly numbers: readonly number[];
  /** What Entra says by it. */
  readonly meaning: string;
  readonly code: ErrorCode;
  /** What to do about it, where that is more than what its code says. */
  readonly advice?: string;
}

const anotherCloud = 'choose the cloud that the tenant lives in, and paste the Directory (tenant) ID';
const certificate = 'upload this certificate to the app registration, or connect with one that stands there';

/**
 * The one table of what the token endpoint refuses. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 * Anything else goes by the OAuth error (`tokenWords`), then by the status.
 */
export const tokenRules: readonly TokenRule[] = [
  { numbers: [7000222], meaning: 'the secret has expired', code: 'SecretExpired' },
  { numbers: [7000215], meaning: 'no secret of the app has this value', code: 'SecretInvalid' },
  { numbers: [7000216, 7000218, 90014], meaning: 'no secret and no assertion was sent', code: 'SecretInvalid' },
  {
    numbers: [700027, 700030, 7000214],
    meaning: 'the certificate is not registered at the app, or has expired',
    code: 'SecretInvalid',
    advice: certificate,
  },
  {
    numbers: [700024, 50012],
    meaning: "the certificate's assertion is out of time, or its signature does not hold",
    code: 'SecretInvalid',
    advice: `${certificate}; where it stands there, check the certificate's dates`,
  },
  { numbers: [700016], meaning: 'the app is not in this tenant', code: 'AppNotFound' },
  {
    numbers: [7000229],
    meaning: 'the app is registered and has no enterprise application in this tenant',
    code: 'AppNotFound',
    advice: 'grant admin consent to the app in the tenant, which makes its enterprise application',
  },
  { numbers: [90002], meaning: 'there is no such tenant in this cloud', code: 'TenantNotFound' },
  { numbers: [900023, 900021], meaning: 'the tenant id is no tenant id', code: 'TenantNotFound' },
  {
    numbers: [90038, 900382, 900439],
    meaning: 'the tenant or the app lives in another national cloud',
    code: 'TenantNotFound',
    advice: anotherCloud,
  },
  { numbers: [7000112], meaning: 'the app is disabled in the tenant', code: 'AppBlocked' },
  { numbers: [53003, 530032], meaning: 'Conditional Access for workload identities forbids it', code: 'AppBlocked' },
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
  { numbers: [90006, 90012, 90024, 90033], meaning: 'a fault that passes', code: 'MicrosoftUnavailable' },
  { numbers: [70011], meaning: 'the scope is not one of this cloud', code: 'MicrosoftRefused', advice: anotherCloud },
];

/** OAuth's own words, where no number is known. https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow */
export const oauthErrors: Readonly<Record<string, ErrorCode>> = {
  invalid_client: 'SecretInvalid',
  unauthorized_client: 'AppNotFound',
  consent_required: 'ConsentMissing',
  temporarily_unavailable: 'MicrosoftThrottled',
};
