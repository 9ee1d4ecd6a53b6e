import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Half consented: the directory may be read, and nothing else. What cannot be looked at is unknown, neither good nor bad.
 *
 * - Granted: Directory.Read.All, Organization.Read.All, User.Read.All.
 * - Needs access: Conditional Access, Security Defaults, MFA registrations, per-user MFA, mailbox settings, Secure Score.
 * - In truth all is well: 10 members, MFA enforced by a policy for all of them. Nobody may claim to know.
 * - 2 Global Admins can be counted: passes.
 * - Of the directory policies, password rules and admin consent can be read, and stand as delivered; the others are unknown. So are SharePoint, devices and service health.
 */
export const fennimoreArchitects = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 106,
    now,
    name: 'Fennimore Architects',
    domain: 'fennimore.example',
    users: 10,
    globalAdmins: 2,
    grantedScopes: ['Directory.Read.All', 'Organization.Read.All', 'User.Read.All'],
  });
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0601'),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0602'),
  ];
  return demoCustomer('Fennimore Architects', tenant);
};
