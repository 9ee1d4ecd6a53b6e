import { helpdeskAdministrator } from '#local/microsoft/directory-roles.ts';
import { assignLicense } from '#local/microsoft/generate/generate-people.ts';
import { generateTenant, roleAssignment, subscription } from '#local/microsoft/generate/generate-tenant.ts';
import { consentAudit, roleGrantAudit, userCreationAudit } from '#local/microsoft/generate/generate-threats.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { hardenSettings } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * Too many admins: nine Global Admins in a firm of sixteen. Business Premium.
 *
 * - 16 members counted: registered 16, capable 16, enforced 15. Badge `partial`.
 * - The MFA policy has no condition and reaches everybody, but excludes the role Helpdesk Administrator. Nobody holds
 *   the role, and the eleventh person may activate it: with the role active, no policy asks them for MFA.
 * - 9 Global Admins, one more than the limit for a warning: fails.
 * - Three changes this week, two of them risky: yesterday the first Global Admin made the ninth one; two days before
 *   they consented to an app that reads all calendars; five hours ago they created the account of the sixteenth. The
 *   tenth person, who is no admin, is at high risk.
 * - The ninth has not signed in for 120 days.
 * - Two seats of Entra ID P2 (10.00) are unassigned, and no policy uses risk.
 * - Legacy authentication blocked.
 * - Settings are hardened, but files may be shared by anonymous links, and guests may reshare. One laptop is in its
 *   grace period.
 * - One of the two disabled accounts and the inactive ninth Global Admin still hold a seat: 264.00 a year each. One
 *   Business Premium seat is unassigned, so that unassigned ones cost 264.00 + 240.00 = 504.00 a year.
 * - Secure Score 50 of 100: the default 33, BlockLegacyAuthentication 8, MFARegistrationV2 9.
 */
export const harrowAndFinch = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 107,
    now,
    name: 'Harrow & Finch Accounting',
    domain: 'harrowfinch.example',
    users: 16,
    disabled: 2,
    globalAdmins: 9,
    controlsDone: [
      'OneAdmin',
      'PWAgePolicyNew',
      'exo_mailboxaudit',
      'mdo_safelinksforemail',
      'AdminMFAV2',
      'BlockLegacyAuthentication',
      'MFARegistrationV2',
    ],
  });
  const ninth = tenant.users[8];
  const lastAt = instantOf(addDays(now, -120));
  if (ninth !== undefined) ninth.signIn = { lastAt, lastSuccessfulAt: lastAt, lastNonInteractiveAt: null };
  const leaver = tenant.users.find(({ accountEnabled }) => !accountEnabled);
  if (leaver !== undefined) assignLicense(leaver, 'SPB');
  tenant.subscriptions.push(subscription('AAD_PREMIUM_P2', 2, now));
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0701', { users: { excludeRoles: [helpdeskAdministrator] } }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0702'),
  ];
  tenant.roleEligibilities = tenant.users.slice(10, 11).map(({ id }) => ({
    ...roleAssignment(id, helpdeskAdministrator),
    startsAt: instantOf(addDays(now, -30)),
    endsAt: instantOf(addDays(now, 335)),
  }));
  const [first, tenth, sixteenth] = [tenant.users[0], tenant.users[9], tenant.users[15]];
  if (first !== undefined && ninth !== undefined && sixteenth !== undefined) {
    tenant.audits = [
      userCreationAudit(now, { by: first, whom: sixteenth, hoursAgo: 5 }),
      roleGrantAudit(now, { by: first, to: ninth, hoursAgo: 26 }),
      consentAudit(now, { by: first, app: 'Quillsign Diary', scopes: 'Calendars.Read', hoursAgo: 74 }),
    ];
  }
  if (tenth !== undefined) {
    const detail = 'none';
    tenant.risks = [
      { userId: tenth.id, level: 'high', state: 'atRisk', detail, updatedAt: instantOf(addDays(now, -1)) },
    ];
  }
  hardenSettings(tenant);
  Object.assign(tenant.sharePoint, {
    sharingCapability: 'externalUserAndGuestSharing',
    sharingDomainRestrictionMode: 'none',
    isResharingByExternalUsersEnabled: true,
  });
  for (const device of tenant.devices.slice(0, 1)) {
    Object.assign(device, { complianceState: 'inGracePeriod', graceEndsAt: instantOf(addDays(now, 6)) });
  }
  return {
    ...demoCustomer('Harrow & Finch Accounting', tenant),
    signIns:
      'One policy without a condition asks everybody for MFA, but it excludes a role that somebody may activate.',
  };
};
