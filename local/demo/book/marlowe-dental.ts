import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { anAlert } from '#local/microsoft/generate/generate-threats.ts';
import { aServicePrincipal, exchangeOnline, microsoftGraph } from '#local/microsoft/service-principal.ts';
import { delayedMailIncident, exfiltrationRule } from './common-traits.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * No MFA at all, although the plan includes Conditional Access. Business Premium, no Security Defaults, no policy.
 *
 * - 11 members counted (1 shared mailbox, 1 guest are not): registered 0, capable 0, enforced 0. Badge `none`.
 * - 2 Global Admins, neither of them with MFA: the count passes, both fail as admins.
 * - Legacy authentication open, no baseline.
 * - The account of the shared mailbox can sign in.
 * - Default settings and weaker: everybody may invite guests, join with an e-mail address, consent to any app, and
 *   share with anyone.
 * - A third-party backup app holds Application.ReadWrite.All, with which it can take over the tenant, and
 *   full_access_as_app, with which it reads mailboxes through Exchange Web Services.
 * - In one mailbox a rule named ".." forwards all mail outside and deletes it; Defender has raised an alert about it.
 * - Two laptops are not compliant. A Microsoft incident delays mail.
 * - One of the eleven uses an unmanaged PC: Business Standard with Defender for Office 365 is enough. 72.00 a year.
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
  const victim = tenant.users[4];
  victim?.mailbox?.rules.push(exfiltrationRule());
  const own = tenant.users[7];
  tenant.devices = tenant.devices.filter(({ userId }) => userId !== own?.id);
  if (own !== undefined) tenant.usage.overrides[own.id] = { appsOn: ['Windows', 'Web'] };
  tenant.alerts = [anAlert(now, { userIds: victim === undefined ? [] : [victim.id] })];
  tenant.serviceIssues = [delayedMailIncident(now)];
  return demoCustomer('Marlowe Dental Care', tenant);
};
