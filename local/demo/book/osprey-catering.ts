import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { allScopes } from '#local/microsoft/generate/granted-scopes.ts';
import { memberRoleId } from '#local/microsoft/simulated-directory-policies.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Neither Entra ID P1 nor Security Defaults: Business Basic, with per-user MFA enabled for two users only.
 *
 * - 9 members counted: enforced 2 (per-user), badge `partial`; registered and capable unknown, because the report needs
 *   P1 and the fallback scope is not granted.
 * - 3 Global Admins: the count passes; MFA is enforced for one of them.
 * - Conditional Access returns 200 with an empty list, which means a missing license and not an empty set of policies.
 * - Legacy authentication open, no baseline.
 * - Guests have the permissions of members. Files may be shared with new and existing guests. Other settings have their
 *   defaults.
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
