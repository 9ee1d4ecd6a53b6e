import { globalAdministrator } from '#local/microsoft/directory-roles.ts';
import { breakGlassAccounts } from '#local/microsoft/generate/break-glass.ts';
import { generateTenant, roleAssignment } from '#local/microsoft/generate/generate-tenant.ts';
import { standardControls } from '#local/microsoft/generate/secure-score.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/usual-policies.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { aCustomer, type DemoCustomer } from './demo-customer.ts';

const emergency = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f91101';

/**
 * Well run. Microsoft 365 E5, roles through PIM, two emergency accounts.
 *
 * - 24 members counted, beside 2 break-glass accounts that are shown apart: registered 24, capable 24, enforced 24. Badge `enforced`.
 * - 2 standing Global Admins, the emergency accounts (excluded from both policies by a group); 2 people are eligible, and none is active now.
 * - Legacy authentication blocked, for all but the emergency accounts.
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
  for (const admin of tenant.users.slice(0, 2)) admin.methods = ['fido2SecurityKey', 'microsoftAuthenticatorPush'];
  const memberIds = accounts.map(({ id }) => id);
  tenant.groups = [{ id: emergency, displayName: 'Emergency access', isAssignableToRole: true, memberIds }];
  const users = { excludeGroups: [emergency] };
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1101', { users }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1102', { users }),
  ];
  return aCustomer('Aldergate Pharmacy', tenant);
};
