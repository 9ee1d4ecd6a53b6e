import { addDays, dateOf } from './clock.ts';
import { publicCode } from './errors.ts';

/** People are warned this many days before a credential expires. */
const warningDays = 30;

/**
 * The refusals by which Microsoft says that the credential has expired, whatever date was entered here. A run stores
 * the code of the error, a connect test stores it as the API shows it.
 */
const expiredCodes: ReadonlySet<string> = new Set(
  (['SecretExpired', 'CertificateExpired'] as const).flatMap((code) => [code, publicCode(code)]),
);

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
