import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { anAlert } from '#local/microsoft/generate/generate-threats.ts';
import { aServicePrincipal, exchangeOnline, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { delayedMailIncident, exfiltrationRule } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * No MFA at all, though the plan would allow it. Business Premium, no Security Defaults, no policy.
 *
 * - 11 members counted (1 shared mailbox, 1 guest are not): registered 0, capable 0, enforced 0. Badge `none`.
 * - 2 Global Admins, neither of them with MFA: the count passes, both fail as admins.
 * - Legacy authentication open, no baseline.
 * - The account of the shared mailbox can sign in.
 * - Settings as they are delivered, and worse: anybody may invite guests, join by an e-mail address, consent to any app, and share with anybody.
 * - A backup tool that another company owns may change every application (Application.ReadWrite.All), and with them take over the tenant.
 * - In one mailbox a rule named ".." sends everything to a stranger and deletes it; Defender has raised an alert about it.
 * - Two laptops are not compliant. Mail is delayed by an incident at Microsoft.
 * - One of the eleven works on a PC that nobody manages: Business Standard with Defender for Office 365, which raised the alert, would do. 72.00 a year.
 * - Secure Score 9 of 100: PWAgePolicyNew 8, OneAdmin 1.
 */
export const marloweDental = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 101,
    now,
    name: 'Marlowe Dental Care',
    domain: 'marlowedental.example',
    users: 11,
    guests: 1,
    sharedMailboxes: 1,
    globalAdmins: 2,
    registered: 0,
    controlsDone: ['PWAgePolicyNew', 'OneAdmin'],
  });
  const shared = tenant.users.find(({ mailbox }) => mailbox?.purpose === 'shared');
  if (shared !== undefined) shared.accountEnabled = true;
  tenant.directoryPolicies.authorization.allowEmailVerifiedUsersToJoinOrganization = true;
  tenant.servicePrincipals.push(
    aServicePrincipal(tenant.tenantId, 'Brightfold Backup', {
      applicationPermissions: [
        { resource: microsoftGraph, name: 'Application.ReadWrite.All' },
        { resource: exchangeOnline, name: 'full_access_as_app' },
      ],
    }),
  );
  for (const device of tenant.devices.slice(0, 2))
    Object.assign(device, { complianceState: 'noncompliant', isEncrypted: false });
  const robbed = tenant.users[4];
  robbed?.mailbox?.rules.push(exfiltrationRule());
  const own = tenant.users[7];
  tenant.devices = tenant.devices.filter(({ userId }) => userId !== own?.id);
  if (own !== undefined) tenant.usage.overrides[own.id] = { appsOn: ['Windows', 'Web'] };
  tenant.alerts = [anAlert(now, { userIds: robbed === undefined ? [] : [robbed.id] })];
  tenant.serviceIssues = [delayedMailIncident(now)];
  return demoCustomer('Marlowe Dental Care', tenant);
};
