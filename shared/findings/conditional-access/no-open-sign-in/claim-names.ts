import type { ClaimId } from '#shared/posture/conditional-access/coverage-claims.ts';

/** A claim as the subject of a finding. */
export const claimNames: Readonly<Record<ClaimId, string>> = {
  'mfa-everywhere': 'Every sign-in needs multifactor authentication',
  'mfa-admins': 'Every sign-in of an administrator needs multifactor authentication',
  'phishing-resistant-admins': 'Every sign-in of an administrator is phishing-resistant',
  'admin-portals': 'Every sign-in to the admin portals needs multifactor authentication',
  'legacy-blocked': 'Every sign-in with legacy authentication is blocked',
  'device-code-blocked': 'Every sign-in by device code is blocked',
  'security-info-protected': 'Every registration of a sign-in method needs multifactor authentication',
  'risky-sign-ins-answered': 'Every risky sign-in needs multifactor authentication',
  'risky-users-answered': 'Every sign-in of a risky user needs a new password',
  'providers-covered': 'Every sign-in of a service provider needs multifactor authentication',
};
