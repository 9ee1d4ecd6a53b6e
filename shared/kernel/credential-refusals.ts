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

/** Refusals that are about the credential itself. They end when it is replaced. */
export const credentialErrors = [
  'SecretInvalid',
  'SecretExpired',
  'CertificateExpired',
] as const satisfies readonly ErrorCode[];
