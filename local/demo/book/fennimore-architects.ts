import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Partly consented: only the directory may be read. What cannot be read is unknown, neither pass nor fail.
 *
 * - Granted: Directory.Read.All, Organization.Read.All, User.Read.All.
 * - Needs access: Conditional Access, Security Defaults, MFA registrations, per-user MFA, mailbox settings, Secure
 *   Score.
 * - The tenant is in good order: 10 members, MFA enforced for all by a policy. None of that may be reported.
 * - 2 Global Admins can be counted: passes.
 * - Password rules and the admin consent workflow can be read and have their defaults. The other directory policies,
 *   SharePoint, devices and service health are unknown.
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
