import type { RemediationStep } from './remediation.ts';

/* Steps that several findings about licenses share. */

export const lowerSeatsAtRenewal: RemediationStep = {
  text: 'Lower the number of seats at the renewal.',
  who: 'Billing Administrator',
  where: 'Microsoft 365 admin center > Billing > Your products',
  link: 'm365.products',
  minutes: 5,
};
