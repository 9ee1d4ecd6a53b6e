import { addDays, dateOf } from './clock.ts';

/** People are warned this long before a credential ends. */
const warningDays = 30;

/** How a credential stands today: what Microsoft said stands above what the calendar says. */
export const credentialState = <Said extends 'valid' | 'refused' | 'unknown'>(
  { state, expiresOn }: { readonly state: Said; readonly expiresOn: string | null },
  now: Date,
): Said | 'expiring' | 'expired' => {
  if (state === 'refused' || expiresOn === null) return state;
  if (expiresOn < dateOf(now)) return 'expired';
  return expiresOn <= dateOf(addDays(now, warningDays)) ? 'expiring' : state;
};
