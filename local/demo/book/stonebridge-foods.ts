import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { hardenSettings, slowSearchAdvisory } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

const deleted = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90901';

/**
 * MFA by another vendor, whose result Microsoft does not see; and a tenant in which Graph throttles our requests.
 * Microsoft 365 E3.
 *
 * - 18 members counted: registered 6, capable 6, enforced 0 that can be proved: a policy requires a third-party
 *   control. The finding warns and does not fail. Badge `partial`.
 * - 4 Global Admins, all among the 6.
 * - Legacy authentication blocked.
 * - Both policies still exclude a deleted user.
 * - The first request for users, for scores and for policies gets a 429: with Retry-After 1.5 seconds, 2 seconds, and
 *   without one.
 * - Settings are hardened, but users may register applications and create tenants, and OneDrive syncs to any device. An
 *   advisory about Teams is open.
 * - Both shared mailboxes hold an E3 seat: one of 62 GB needs it, the small one does not: 468.00 a year. No seat is
 *   unassigned.
 * - Secure Score 41 of 100: the default 33 and BlockLegacyAuthentication 8.
 */
export const stonebridgeFoods = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 109,
    now,
    name: 'Stonebridge Foods',
    domain: 'stonebridgefoods.example',
    plan: 'SPE_E3',
    users: 18,
    sharedMailboxes: 2,
    globalAdmins: 4,
    registered: 6,
    controlsDone: [
      'OneAdmin',
      'PWAgePolicyNew',
      'exo_mailboxaudit',
      'mdo_safelinksforemail',
      'AdminMFAV2',
      'BlockLegacyAuthentication',
    ],
  });
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0901', {
      displayName: 'Require the other vendor for all users',
      users: { excludeUsers: [deleted] },
      grant: { builtInControls: [], customAuthenticationFactors: ['RequireOtherVendorMfa'] },
    }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0902', { users: { excludeUsers: [deleted] } }),
  ];
  tenant.faults = [
    { match: { template: '/users', first: 1 }, fault: { status: 429, retryAfter: 1.5 } },
    { match: { template: '/security/secureScores', first: 1 }, fault: { status: 429, retryAfter: 2 } },
    { match: { template: '/identity/conditionalAccess/policies', first: 1 }, fault: { status: 429 } },
  ];
  const shared = tenant.users.filter(({ mailbox }) => mailbox?.purpose === 'shared');
  for (const [at, { id, licenses }] of shared.entries()) {
    licenses.push('SPE_E3');
    tenant.usage.overrides[id] = { mailboxBytes: (at === 0 ? 62 : 3) * 1024 ** 3 };
  }
  hardenSettings(tenant);
  Object.assign(tenant.directoryPolicies.authorization, { allowedToCreateApps: true, allowedToCreateTenants: true });
  tenant.sharePoint.isUnmanagedSyncAppForTenantRestricted = false;
  tenant.serviceIssues = [slowSearchAdvisory(now)];
  return demoCustomer('Stonebridge Foods', tenant);
};
