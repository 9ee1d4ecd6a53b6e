import type { RemediationStep } from './remediation.ts';

/* Steps that findings about credentials of apps share. */

export const deleteOldCredential: RemediationStep = {
  text: 'Delete the old credential.',
  who: 'Cloud Application Administrator',
  where: 'Microsoft Entra admin center > Entra ID > App registrations > the app > Certificates & secrets',
  link: 'entra.app-registrations.app.credentials',
  minutes: 2,
};
