import { aTenantApplication } from '#local/microsoft/generate/generate-applications.ts';
import { generateTenant, subscription } from '#local/microsoft/generate/generate-tenant.ts';
import { policyChangeAudit } from '#local/microsoft/generate/generate-threats.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import type { SimulatedTenant } from '#local/microsoft/tenant.ts';
import { delayedMailIncident, hardenSettings } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

const exclusions = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90501';
const drivers = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90502';

const mfaForAll = '1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0501';

/** The state before the group was excluded and while member 18 was MFA-capable. */
const revertToYesterday = (tenant: SimulatedTenant): (() => void) => {
  const { conditionalAccessPolicies, audits } = tenant;
  const member18 = tenant.users[17];
  Object.assign(tenant, {
    conditionalAccessPolicies: [requireMfa(mfaForAll), ...conditionalAccessPolicies.slice(1)],
    audits: [],
  });
  if (member18 !== undefined) member18.methods = ['microsoftAuthenticatorPush'];
  return () => {
    Object.assign(tenant, { conditionalAccessPolicies, audits });
    if (member18 !== undefined) member18.methods = [];
  };
};

/**
 * An export of the PSA: a title line, semicolons, decimal commas, its own product names, and products of other vendors.
 */
const agreement = [
  'Agreement additions;;;',
  'Company Name;Product;Quantity;Unit Price (USD)',
  'Calder Logistics;M365 Business Premium (NCE, annual);12,00;26,40',
  'Calder Logistics;M365 Business Premium (NCE, monthly);5,00;31,70',
  'Calder Logistics;Defender for Office 365 Plan 1;5,00;2,40',
  'Calder Logistics;Managed backup, per seat;20,00;3,00',
].join('\r\n');

/**
 * MFA for all users except a group of 40 % of them, which was excluded this morning. Business Premium.
 *
 * - 20 members counted; the policy excludes a group of 8 (3 directly, 5 through the nested group of drivers): enforced
 *   12. Badge `partial`.
 * - Registered 17, capable 17 (members 19 and 20 never registered, member 18 no longer has a method).
 * - Yesterday the policy excluded nobody and member 18 was capable: enforced 20, capable 18. Six hours ago the first
 *   Global Admin excluded the group, a risky change. No audit row explains member 18. MFA enforcement fell from 100 %
 *   to 60 %, capability from 90 % to 85 %.
 * - 3 Global Admins, none of them excluded.
 * - The third Global Admin is synchronized from the old server room.
 * - Legacy authentication is blocked for all without exclusions, so no account is inferred as break-glass.
 * - Settings are hardened, but accounts lock only after fifty attempts, and the secret of the warehouse app is valid
 *   for two years.
 * - A third-party scanner app may write everybody's files on their behalf. The same mail incident as at Marlowe is
 *   open.
 * - Three drivers hold Defender for Office 365 in addition to Business Premium, which includes it: 64.80 a year at the
 *   agreed 1.80 (list 2.00).
 * - The agreement bills 17 seats of Business Premium, in two lines: 3 of 20 are not billed, 792.00 a year. It bills 5
 *   of Defender, 2 more than assigned: 43.20.
 * - Secure Score 41 of 100: the default 33 and BlockLegacyAuthentication 8.
 */
export const calderLogistics = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 105,
    now,
    name: 'Calder Logistics',
    domain: 'calderlogistics.example',
    users: 20,
    rooms: 2,
    globalAdmins: 3,
    registered: 17,
    controlsDone: [
      'OneAdmin',
      'PWAgePolicyNew',
      'exo_mailboxaudit',
      'mdo_safelinksforemail',
      'AdminMFAV2',
      'BlockLegacyAuthentication',
    ],
  });
  const [, , fromTheServerRoom] = tenant.users;
  if (fromTheServerRoom !== undefined) fromTheServerRoom.onPremisesSyncEnabled = true;
  const ids = tenant.users.slice(0, 20).map(({ id }) => id);
  tenant.groups = [
    {
      id: exclusions,
      displayName: 'MFA exclusions',
      isAssignableToRole: false,
      memberIds: [...ids.slice(12, 15), drivers],
    },
    { id: drivers, displayName: 'Drivers', isAssignableToRole: false, memberIds: ids.slice(15, 20) },
  ];
  const excluding = requireMfa(mfaForAll, { users: { excludeGroups: [exclusions] } });
  tenant.conditionalAccessPolicies = [excluding, blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0502')];
  const [first] = tenant.users;
  if (first !== undefined) {
    tenant.audits = [policyChangeAudit(now, { by: first, from: requireMfa(mfaForAll), to: excluding, hoursAgo: 6 })];
  }
  hardenSettings(tenant);
  if (tenant.directoryPolicies.passwordRules) tenant.directoryPolicies.passwordRules.lockoutThreshold = 50;
  tenant.applications.push(aTenantApplication({ tenantId: tenant.tenantId, name: 'Warehouse', now }, [-100, 630]));
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Quillsign Scanner', {
      delegatedPermissions: [{ resource: microsoftGraph, name: 'Files.ReadWrite.All', userId: null }],
    }),
  );
  tenant.subscriptions.push(subscription('ATP_ENTERPRISE', 3, now));
  for (const driver of tenant.users.slice(15, 18)) driver.licenses.push('ATP_ENTERPRISE');
  tenant.serviceIssues = [delayedMailIncident(now)];
  return {
    ...demoCustomer('Calder Logistics', tenant),
    revertToYesterday,
    contractCsv: agreement,
    prices: [{ partNumber: 'ATP_ENTERPRISE', pricePerSeatMonth: 1.8, source: 'agreement of 2026' }],
  };
};
