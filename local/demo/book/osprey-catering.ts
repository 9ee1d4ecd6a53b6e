import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { allScopes } from '#local/microsoft/generate/granted-scopes.ts';
import { memberRoleId } from '#local/microsoft/simulated-directory-policies.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Neither Entra ID P1 nor Security Defaults: Business Basic, with per-user MFA switched on for two and then forgotten.
 *
 * - 9 members counted: enforced 2 (per-user), badge `partial`; registered and capable unknown, because the report needs P1 and the fallback scope is not granted.
 * - 3 Global Admins: the count passes; one of the three is enforced.
 * - Conditional Access answers 200 with an empty list: needs a license, and is no empty policy set.
 * - Legacy authentication open, no baseline.
 * - Guests see as much as members. Files go to new and existing guests. Otherwise settings are as delivered.
 * - Secure Score 14 of 100: PWAgePolicyNew 8, exo_mailboxaudit 5, OneAdmin 1.
 */
export const ospreyCatering = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 102,
    now,
    name: 'Osprey Catering',
    domain: 'ospreycatering.example',
    plan: 'O365_BUSINESS_ESSENTIALS',
    users: 9,
    rooms: 1,
    globalAdmins: 3,
    registered: 2,
    grantedScopes: allScopes.filter((scope) => scope !== 'UserAuthenticationMethod.Read.All'),
    controlsDone: ['PWAgePolicyNew', 'exo_mailboxaudit', 'OneAdmin'],
  });
  const [admin, , , clerk] = tenant.users;
  for (const user of [admin, clerk]) if (user !== undefined) user.perUserMfa = 'enforced';
  tenant.directoryPolicies.authorization.guestUserRoleId = memberRoleId;
  tenant.sharePoint.sharingCapability = 'externalUserSharingOnly';
  return demoCustomer('Osprey Catering', tenant);
};
