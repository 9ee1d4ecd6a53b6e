/**
 * The checklist: what is set once for a tenant and stays so, by area, in the order in which somebody works through it.
 * What happens (threats, changes, incidents), what costs money, and what is one person's to do stand in views of their
 * own. /
 */
export const hardeningAreas = [
  {
    area: 'mfa',
    title: 'Multi-factor authentication',
    findingIds: ['mfa.enforced-for-all-users', 'mfa.enforced-for-admins', 'mfa.phishing-resistant-for-admins'],
  },
  {
    area: 'conditional-access',
    title: 'Conditional Access',
    findingIds: [
      'conditional-access.baseline-present',
      'conditional-access.legacy-auth-blocked',
      'conditional-access.device-code-blocked',
      'conditional-access.risk-policies-enforced',
      'conditional-access.break-glass-excluded',
      'conditional-access.no-open-sign-in',
      'conditional-access.no-dead-policy',
      'conditional-access.references-resolve',
      'conditional-access.retired-controls-unused',
    ],
  },
  {
    area: 'admins',
    title: 'Administrators',
    findingIds: [
      'admins.global-admin-count-in-range',
      'admins.cloud-only',
      'admins.no-productivity-license',
      'admins.none-stale',
      'admins.no-standing-access',
      'admins.self-service-reset-off',
    ],
  },
  {
    area: 'consent',
    title: 'Consent to applications',
    findingIds: ['consent.user-consent-restricted', 'consent.admin-workflow-enabled'],
  },
  {
    area: 'apps',
    title: 'Applications',
    findingIds: [
      'apps.none-known-rogue',
      'apps.no-high-risk-grants',
      'apps.no-retired-protocols',
      'apps.credentials-short-lived',
    ],
  },
  {
    area: 'directory',
    title: 'Directory',
    findingIds: [
      'directory.users-cannot-register-apps',
      'directory.users-cannot-create-tenants',
      'directory.users-cannot-create-security-groups',
      'directory.msol-powershell-blocked',
    ],
  },
  {
    area: 'guests',
    title: 'Guests',
    findingIds: ['guests.invites-restricted', 'guests.access-restricted', 'guests.no-self-service-join'],
  },
  {
    area: 'auth-methods',
    title: 'Authentication methods',
    findingIds: [
      'auth-methods.weak-methods-off',
      'auth-methods.number-matching-on',
      'auth-methods.migration-complete',
      'auth-methods.fido2-enabled',
    ],
  },
  {
    area: 'passwords',
    title: 'Passwords',
    findingIds: ['passwords.never-expire', 'passwords.banned-list-and-lockout'],
  },
  {
    area: 'sharing',
    title: 'Sharing',
    findingIds: [
      'sharing.external-sharing-restricted',
      'sharing.guests-cannot-reshare',
      'sharing.domains-restricted',
      'sharing.legacy-auth-off',
      'sharing.idle-sign-out-on',
      'sharing.unmanaged-sync-blocked',
    ],
  },
  { area: 'mailboxes', title: 'Mailboxes', findingIds: ['mailboxes.shared-sign-in-blocked'] },
] as const;

/**
 * What belongs on the checklist too and cannot be read through Microsoft Graph. Some of it shows among the actions of
 * Secure Score.
 */
export const manualChecks = [
  { title: 'Automatic forwarding outside is off for the whole tenant', where: 'Exchange Online, outbound spam policy' },
  { title: 'Mailbox auditing is on', where: 'Exchange Online' },
  { title: 'SMTP AUTH is off', where: 'Exchange Online' },
  { title: 'Mail is signed with DKIM', where: 'Exchange Online' },
  { title: 'SPF and DMARC are published for every domain', where: 'the DNS of the domains' },
  { title: 'Safe Links and Safe Attachments are on', where: 'Defender for Office 365' },
  { title: 'Meetings and external chats are restricted', where: 'Teams admin center' },
] as const;
