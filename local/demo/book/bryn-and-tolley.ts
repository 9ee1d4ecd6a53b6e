import { generateTenant, subscription } from '#local/microsoft/generate/generate-tenant.ts';
import { aRule } from '#local/microsoft/generate/generate-threats.ts';
import { aServicePrincipal, exchangeOnline } from '#local/microsoft/service-principal.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { delayedMailIncident } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * An MFA rollout that was never enabled: both policies are report-only. Business Premium.
 *
 * - 14 members counted: registered 12, capable 12, enforced 0. Badge `report-only`.
 * - 2 Global Admins, both capable.
 * - In one mailbox a rule moves mail about invoices and banks to the archive.
 * - Somebody consented to PerfectData Software, which attackers use to copy mailboxes.
 * - Legacy authentication: a report-only block. Baseline: only report-only policies.
 * - Number matching is off, and the migration of authentication methods is in progress. Other settings have their
 *   defaults.
 * - Mail is delayed by the same incident as at Marlowe.
 * - Two of three Visio seats (15.00) and two Business Premium seats (22.00) are unassigned: 360.00 + 528.00 = 888.00 a
 *   year.
 * - Secure Score 33 of 100: AdminMFAV2 10, PWAgePolicyNew 8, mdo_safelinksforemail 9, exo_mailboxaudit 5, OneAdmin 1
 *   (the five default controls).
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
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'PerfectData Software', {
      appId: 'ff8d92dc-3d82-41d6-bcbd-b9174d163620',
      delegatedPermissions: [
        { resource: exchangeOnline, name: 'EWS.AccessAsUser.All', userId: tenant.users[6]?.id ?? null },
      ],
    }),
  );
  tenant.subscriptions.push(subscription('VISIOCLIENT', 3, now));
  tenant.users[2]?.licenses.push('VISIOCLIENT');
  tenant.serviceIssues = [delayedMailIncident(now)];
  return demoCustomer('Bryn & Tolley Legal', tenant);
};
