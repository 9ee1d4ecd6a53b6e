import type { ErrorCode } from './errors.ts';

/** Why Entra does not let an application in: a person has to do something about each. */
export const credentialRefusals = [
  'SecretInvalid',
  'SecretExpired',
  'AppNotFound',
  'TenantNotFound',
  'ConsentMissing',
  'AppBlocked',
] as const satisfies readonly ErrorCode[];
