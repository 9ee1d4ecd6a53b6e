import { z } from 'zod';
import { addDays, dateOf } from './clock.ts';
import type { ErrorCode } from './errors.ts';

/** The states that an answer shows. */
export const CredentialState = z.enum(['valid', 'expiring', 'expired', 'refused', 'unknown']);

/** People are warned this many days before a credential expires. */
const warningDays = 30;

/** The refusals by which Microsoft says that the credential has expired, whatever date was entered here. */
const expiredCodes: ReadonlySet<string> = new Set<ErrorCode>(['SecretExpired', 'CertificateExpired']);

/** The state of a credential today. A refusal by Microsoft takes precedence over the expiry date. */
export const credentialState = <Said extends 'valid' | 'refused' | 'unknown'>(
  {
    state,
    code,
    expiresOn,
  }: { readonly state: Said; readonly code?: string | undefined; readonly expiresOn: string | null },
  now: Date,
): Said | 'expiring' | 'expired' => {
  if (state === 'refused' && code !== undefined && expiredCodes.has(code)) return 'expired';
  if (state === 'refused' || expiresOn === null) return state;
  if (expiresOn < dateOf(now)) return 'expired';
  return expiresOn <= dateOf(addDays(now, warningDays)) ? 'expiring' : state;
};
