/** The features of the customer page, and the surfaces that each one needs. */
export const features = {
  mail: ['messages'],
  calendar: ['events'],
  mfa: [
    'users',
    'directory-roles',
    'mailbox-settings',
    'mfa-registrations',
    'conditional-access',
    'security-defaults',
    'per-user-mfa',
  ],
  'conditional-access': ['conditional-access', 'security-defaults'],
  admins: ['users', 'directory-roles', 'role-schedules'],
  'secure-score': ['secure-score'],
  licenses: ['licenses', 'users', 'usage'],
  hardening: ['directory-policies', 'domains', 'organization'],
  sharing: ['sharepoint-settings'],
  apps: ['app-grants'],
  threats: ['inbox-rules', 'mailbox-settings', 'defender-alerts', 'risky-users'],
  'directory-changes': ['directory-audits'],
  'service-health': ['service-health'],
  devices: ['managed-devices'],
} as const satisfies Record<string, readonly string[]>;

export type Feature = keyof typeof features;
export const featureNames = Object.keys(features) as [Feature, ...Feature[]]; // Object.keys widens to string
