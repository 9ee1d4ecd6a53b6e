import type { ErrorCode } from './errors.ts';

/** Reasons for which Entra refuses an application. A person has to act on each of them. */
export const credentialRefusals = [
  'SecretInvalid',
  'SecretExpired',
  'CertificateExpired',
  'AppNotFound',
  'TenantNotFound',
  'ConsentMissing',
  'AppBlocked',
] as const satisfies readonly ErrorCode[];
