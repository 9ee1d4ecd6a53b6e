/** The features of the customer page, in its order. A surface declares the ones that need its facts. */
export const featureNames = [
  'mail',
  'calendar',
  'mfa',
  'conditional-access',
  'admins',
  'secure-score',
  'licenses',
  'hardening',
  'sharing',
  'apps',
  'threats',
  'directory-changes',
  'service-health',
  'devices',
] as const;

export type Feature = (typeof featureNames)[number];
