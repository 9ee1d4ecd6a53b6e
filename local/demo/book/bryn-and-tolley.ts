import { generateTenant, subscription } from '#local/microsoft/generate/generate-tenant.ts';
import { aRule } from '#local/microsoft/generate/generate-threats.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { delayedMailIncident } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * A roll-out that was never switched on: both policies only report. Business Premium.
 *
 * - 14 members counted: registered 12, capable 12, enforced 0. Badge `report-only`.
 * - 2 Global Admins, both capable.
 * - In one mailbox a rule files away what is about invoices and banks.
 * - Legacy authentication: a report-only block. Baseline: only report-only policies.
 * - Number matching was switched off, and the move to the new methods is half done. Otherwise settings are as delivered.
 * - Mail is delayed by the same incident as at Marlowe.
 * - Two of three seats of Visio are held by nobody; nobody has set a price of it. Of Business Premium two seats are spare: 528.00 a year.
 * - Secure Score 33 of 100: AdminMFAV2 10, PWAgePolicyNew 8, mdo_safelinksforemail 9, exo_mailboxaudit 5, OneAdmin 1 (the usual five).
 */
export const brynAndTolley = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 104,
    now,
    name: 'Bryn & Tolley Legal',
    domain: 'bryntolley.example',
    users: 14,
    globalAdmins: 2,
    registered: 12,
  });
  const state = 'enabledForReportingButNotEnforced';
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0401', { state }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f0402', { state }),
  ];
  Object.assign(tenant.directoryPolicies.authenticationMethods, {
    policyMigrationState: 'migrationInProgress',
    numberMatching: 'disabled',
  });
  tenant.users[6]?.mailbox?.rules.push(
    aRule('Old projects', {
      conditions: { subjectContains: ['invoice', 'bank'] },
      actions: { moveToFolder: 'archive', markAsRead: true },
    }),
  );
  tenant.subscriptions.push(subscription('VISIOCLIENT', 3, now));
  tenant.users[2]?.licenses.push('VISIOCLIENT');
  tenant.serviceIssues = [delayedMailIncident(now)];
  return demoCustomer('Bryn & Tolley Legal', tenant);
};
