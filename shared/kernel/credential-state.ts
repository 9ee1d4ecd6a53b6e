import { addDays, dateOf } from './clock.ts';

/** People are warned this many days before a credential expires. */
const warningDays = 30;

/** The state of a credential today. A refusal by Microsoft takes precedence over the expiry date. */
export const credentialState = <Said extends 'valid' | 'refused' | 'unknown'>(
  { state, expiresOn }: { readonly state: Said; readonly expiresOn: string | null },
  now: Date,
): Said | 'expiring' | 'expired' => {
  if (state === 'refused' || expiresOn === null) return state;
  if (expiresOn < dateOf(now)) return 'expired';
  return expiresOn <= dateOf(addDays(now, warningDays)) ? 'expiring' : state;
};
