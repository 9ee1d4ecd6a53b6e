import { generateTenant, subscription } from '#local/microsoft/generate/generate-tenant.ts';
import { anOwnApplication } from '#local/microsoft/generate/registration.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/usual-policies.ts';
import { aServicePrincipal, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { aCustomer, type DemoCustomer } from './demo-customer.ts';
import { delayedMail, wellKept } from './settings.ts';

const exclusions = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90501';
const drivers = '2a86b7c4-6c0f-4c55-9a7f-18b5f2f90502';

/** As the PSA exports it: a title, semicolons, decimals behind a comma, its own words for products, and work that is none of Microsoft's. */
const agreement = [
  'Agreement additions;;;',
  'Company Name;Product;Quantity;Unit Price (USD)',
  'Calder Logistics;M365 Business Premium (NCE, annual);12,00;26,40',
  'Calder Logistics;M365 Business Premium (NCE, monthly);5,00;31,70',
  'Calder Logistics;Defender for Office 365 Plan 1;5,00;2,40',
  'Calder Logistics;Managed backup, per seat;20,00;3,00',
].join('\r\n');

/**
 * MFA for all users, except for a group that grew to 40 % of them. Business Premium.
 *
 * - 20 members counted; the policy excludes a group of 8 (3 directly, 5 through the nested group of drivers): enforced 12. Badge `partial`.
 * - Registered 17, capable 17 (members 18 to 20 never did).
 * - 3 Global Admins, none of them excluded.
 * - The third Global Admin is synchronised from the old server room.
 * - Legacy authentication blocked for all, nobody excluded: so nobody passes for a break-glass account.
 * - Well kept, but accounts lock only after fifty attempts, and the secret of the warehouse app lives two years.
 * - A scanner that another company owns may write everybody's files in their name. Mail is delayed by the same incident as at Marlowe.
 * - Three drivers hold Defender for Office 365 beside Business Premium, which does all of it: 64.80 a year at the 1.80 that was agreed on, list is 2.00.
 * - The agreement bills 17 seats of Business Premium, in two lines: 3 of 20 are not billed, 792.00 a year. It bills 5 of Defender, 2 more than anybody holds: 43.20.
 * - Secure Score 41 of 100: the usual 33 and BlockLegacyAuthentication 8.
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
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0501', { users: { excludeGroups: [exclusions] } }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0502'),
  ];
  wellKept(tenant);
  if (tenant.directoryPolicies.passwordRules) tenant.directoryPolicies.passwordRules.lockoutThreshold = 50;
  tenant.applications.push(anOwnApplication({ tenantId: tenant.tenantId, name: 'Warehouse', now }, [-100, 630]));
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Quillsign Scanner', {
      delegatedPermissions: [{ resource: microsoftGraph, name: 'Files.ReadWrite.All', userId: null }],
    }),
  );
  tenant.subscriptions.push(subscription('ATP_ENTERPRISE', 3, now));
  for (const driver of tenant.users.slice(15, 18)) driver.licences.push('ATP_ENTERPRISE');
  tenant.serviceIssues = [delayedMail(now)];
  return {
    ...aCustomer('Calder Logistics', tenant),
    billed: agreement,
    prices: [{ partNumber: 'ATP_ENTERPRISE', pricePerSeatMonth: 1.8, source: 'agreement of 2026' }],
  };
};
