import { exchangeAdministrator } from '#local/microsoft/directory-roles.ts';
import { generateTenant, roleAssignment } from '#local/microsoft/generate/generate-tenant.ts';
import { allScopes } from '#local/microsoft/generate/granted-scopes.ts';
import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { exfiltrationRule, hardenSettings } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

const serviceAdmins = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90801';

/**
 * MFA for all by one policy, and a connection with too many permissions. A single Global Admin. Business Premium.
 *
 * - 13 members counted: registered 13, capable 13, enforced 13. Badge `enforced`.
 * - 1 Global Admin: warns. 2 Exchange Administrators through a role-assignable group.
 * - In one mailbox the same forwarding rule as at Marlowe Dental Care, to the same address.
 * - The application was granted Directory.ReadWrite.All, which it does not need.
 * - The password validity of the initial domain is not set: Microsoft's default of 90 days applies.
 * - No policy names legacy authentication, but the MFA policy is for all client apps. Such clients cannot show MFA, so
 *   that it blocks them. It is a baseline, too.
 * - Settings are hardened, but SMS is a method for one group, SharePoint allows legacy authentication, and idle
 *   sessions are not signed out.
 * - Names in usage reports are concealed, so the use of apps is unknown. Sign-ins show that everybody is active.
 * - Secure Score 41 of 100: AdminMFAV2 10, MFARegistrationV2 9, mdo_safelinksforemail 9, PWAgePolicyNew 8,
 *   exo_mailboxaudit 5.
 */
export const tidewaterMotors = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 108,
    now,
    name: 'Tidewater Motors',
    domain: 'tidewatermotors.example',
    users: 13,
    guests: 2,
    globalAdmins: 1,
    grantedScopes: [...allScopes, 'Directory.ReadWrite.All'],
    controlsDone: ['AdminMFAV2', 'MFARegistrationV2', 'mdo_safelinksforemail', 'PWAgePolicyNew', 'exo_mailboxaudit'],
  });
  for (const domain of tenant.domains) if (domain.isInitial) domain.passwordValidityPeriodInDays = null;
  const memberIds = tenant.users.slice(4, 6).map(({ id }) => id);
  tenant.groups = [{ id: serviceAdmins, displayName: 'Service admins', isAssignableToRole: true, memberIds }];
  tenant.roleAssignments.push(roleAssignment(serviceAdmins, exchangeAdministrator));
  tenant.conditionalAccessPolicies = [requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0801')];
  tenant.usage.concealsNames = true;
  hardenSettings(tenant);
  tenant.directoryPolicies.authenticationMethods.enabled['Sms'] = [serviceAdmins];
  tenant.sharePoint.isLegacyAuthProtocolsEnabled = true;
  tenant.sharePoint.idleSessionSignOut.isEnabled = false;
  tenant.users[7]?.mailbox?.rules.push(exfiltrationRule());
  return demoCustomer('Tidewater Motors', tenant);
};
