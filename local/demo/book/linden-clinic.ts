import { aTenantApplication } from '#local/microsoft/generate/generate-applications.ts';
import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { lowRiskConsent } from '#local/microsoft/simulated-directory-policies.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { hardenSettings } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Security Defaults without P1: enforced for everybody, though two have not registered yet. Business Standard.
 *
 * - 5 members counted: registered 3, capable 3 (read user by user, from the methods), enforced 5. Badge `enforced`.
 * - 2 Global Admins, both registered.
 * - Security Defaults block legacy authentication and are a baseline.
 * - The secret of the application expires in ten days.
 * - Users may consent to low-risk apps; the admin consent workflow has no reviewer; all members may invite guests.
 *   Other settings are hardened.
 * - A third-party archive app reads all mail. The secret of the appointments app expired five days ago.
 * - Every seat is assigned. One of the five uses browser apps only, so Business Basic is enough: 84.00 a year.
 * - Secure Score 41 of 100: AdminMFAV2 10, BlockLegacyAuthentication 8, PWAgePolicyNew 8, mdo_safelinksforemail 9,
 *   exo_mailboxaudit 5, OneAdmin 1.
 */
export const lindenClinic = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 103,
    now,
    name: 'Linden Community Clinic',
    domain: 'lindenclinic.example',
    plan: 'O365_BUSINESS_PREMIUM',
    users: 5,
    globalAdmins: 2,
    registered: 3,
    securityDefaults: true,
    controlsDone: [
      'AdminMFAV2',
      'BlockLegacyAuthentication',
      'PWAgePolicyNew',
      'mdo_safelinksforemail',
      'exo_mailboxaudit',
      'OneAdmin',
    ],
  });
  for (const secret of tenant.applications[0]?.secrets ?? []) secret.endsAt = instantOf(addDays(now, 10));
  for (const held of tenant.subscriptions) held.seats = tenant.users.length;
  for (const [at, { id }] of tenant.users.entries()) {
    tenant.usage.overrides[id] = { appsOn: at === 4 ? ['Web'] : ['Windows', 'Web'] };
  }
  hardenSettings(tenant);
  Object.assign(tenant.directoryPolicies.authorization, {
    permissionGrantPoliciesAssigned: [lowRiskConsent],
    allowInvitesFrom: 'adminsGuestInvitersAndAllMembers',
  });
  tenant.directoryPolicies.adminConsent.reviewerIds = [];
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Paperlark Archive', {
      applicationPermissions: [{ resource: microsoftGraph, name: 'Mail.Read' }],
    }),
  );
  tenant.applications.push(aTenantApplication({ tenantId: tenant.tenantId, name: 'Appointments', now }, [-185, -5]));
  return demoCustomer('Linden Community Clinic', tenant);
};
