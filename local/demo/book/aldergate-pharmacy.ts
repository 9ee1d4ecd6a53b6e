import { globalAdministrator } from '#local/microsoft/directory-roles.ts';
import { breakGlassAccounts } from '#local/microsoft/generate/generate-break-glass.ts';
import { standardControls } from '#local/microsoft/generate/generate-secure-score.ts';
import { generateTenant, roleAssignment } from '#local/microsoft/generate/generate-tenant.ts';
import {
  blockDeviceCodes,
  blockLegacyAuthentication,
  protectRegistration,
  requireMfa,
  requirePhishingResistance,
  riskPolicies,
} from '#local/microsoft/generate/standard-policies.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { hardenSettings } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

const emergency = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f91101';

/**
 * A well-run tenant. Microsoft 365 E5, roles through PIM, two emergency accounts.
 *
 * - 24 members counted, and 2 break-glass accounts, which are shown apart: registered 24, capable 24, enforced 24.
 *   Badge `enforced`.
 * - 2 standing Global Admins, the emergency accounts (excluded from both policies by a group); 2 people are eligible,
 *   none is active.
 * - The two eligible people use separate admin accounts without seat and mailbox, for which phishing-resistant methods
 *   are required.
 * - Legacy authentication and device codes blocked, both risk policies enabled, and MFA required to register a sign-in
 *   method, for all but the emergency accounts. Every claim about sign-ins is proved.
 * - The agreement bills exactly the 22 assigned seats.
 * - Every seat of E5 is assigned; the risk policies require one for everybody.
 * - All settings are hardened. The only third-party app reads no more than the profile of the signed-in user. Every
 *   laptop is compliant.
 * - Secure Score 95 of 100: everything but sensitivity labels, which another product does.
 */
export const aldergatePharmacy = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 111,
    now,
    name: 'Aldergate Pharmacy',
    domain: 'aldergatepharmacy.example',
    plan: 'SPE_E5',
    users: 24,
    rooms: 1,
    globalAdmins: 0,
    controlsDone: standardControls()
      .filter(({ state, deprecated }) => state === 'Default' && !deprecated)
      .map(({ id }) => id),
  });
  const accounts = breakGlassAccounts(tenant, now);
  tenant.users.push(...accounts);
  tenant.roleAssignments = accounts.map(({ id }) => roleAssignment(id, globalAdministrator));
  tenant.roleEligibilities = tenant.users.slice(0, 2).map(({ id }) => ({
    ...roleAssignment(id, globalAdministrator),
    startsAt: instantOf(addDays(now, -100)),
    endsAt: instantOf(addDays(now, 265)),
  }));
  const admins = tenant.users.slice(0, 2);
  for (const admin of admins) {
    admin.methods = ['fido2SecurityKey', 'microsoftAuthenticatorPush'];
    Object.assign(admin, { licenses: [], mail: null, proxyAddresses: [], mailbox: null });
  }
  for (const held of tenant.subscriptions)
    held.seats = tenant.users.filter(({ licenses }) => licenses.includes(held.partNumber)).length;
  const memberIds = accounts.map(({ id }) => id);
  tenant.groups = [{ id: emergency, displayName: 'Emergency access', isAssignableToRole: true, memberIds }];
  const users = { excludeGroups: [emergency] };
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1101', {
      users,
      conditions: { clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] },
    }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1102', { users }),
    requirePhishingResistance('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1103', {
      users: { includeUsers: admins.map(({ id }) => id) },
    }),
    blockDeviceCodes('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1104', { users }),
    ...riskPolicies(['1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1105', '1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1106'], { users }),
    protectRegistration('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1107', { users }),
  ];
  hardenSettings(tenant);
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Quillsign', {
      delegatedPermissions: [{ resource: microsoftGraph, name: 'User.Read', userId: null }],
    }),
  );
  return {
    ...demoCustomer('Aldergate Pharmacy', tenant),
    contractCsv: 'Part Number,Quantity\nSPE_E5,22\n',
    signIns: 'Every claim is proved, with a certificate for each class of people.',
  };
};
