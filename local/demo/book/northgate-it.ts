import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { restrictMailAccess } from '#local/microsoft/generate/mailbox-scope.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import type { SimulatedTenant, SimulatedUser } from '#local/microsoft/tenant.ts';
import { hardenSettings, slowSearchAdvisory } from './common-traits.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { demoMsp, technicianMailboxes } from './demo-msp.ts';
import { fillMailboxes } from './northgate-mail.ts';

/**
 * The MSP's own tenant with the technicians' mailboxes, named at the connection. It has no domain in the book, because
 * every technician's mail would match it and none would be dropped.
 *
 * - 8 members counted (the helpdesk mailbox is not): registered 7, capable 7, enforced 8. Badge `enforced`.
 * - 2 Global Admins, both capable. Legacy authentication blocked.
 * - Three policies of which none is for every application and platform, and which cover every sign-in together: MFA for
 *   Office 365; MFA for everything else on Windows and macOS; everything else blocked on other platforms.
 * - Settings are hardened, but admins may reset their own passwords. An advisory about Teams is open.
 * - Secure Score 33 of 100, the usual five.
 * - Exchange confines the application to the technicians' mailboxes, which the first nightly probe shows.
 * - Mail and meetings: see `northgate-mail.ts` and `northgate-meetings.ts`.
 */
export const northgateIt = (now: Date, customers: readonly DemoCustomer[]): DemoCustomer => {
  const tenant = generateTenant({
    seed: 112,
    now,
    name: demoMsp.name,
    domain: demoMsp.domain,
    users: 8,
    sharedMailboxes: 1,
    globalAdmins: 2,
    registered: 7,
  });
  nameTechnicians(tenant);
  tenant.conditionalAccessPolicies = [
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1201', {
      displayName: 'Require MFA for Office 365',
      applications: { includeApplications: ['Office365'] },
    }),
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1203', {
      displayName: 'Require MFA for other applications on Windows and macOS',
      applications: { excludeApplications: ['Office365'] },
      conditions: { platforms: { includePlatforms: ['windows', 'macOS'], excludePlatforms: [] } },
    }),
    requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1204', {
      displayName: 'Block other applications on other platforms',
      applications: { excludeApplications: ['Office365'] },
      conditions: { platforms: { includePlatforms: ['all'], excludePlatforms: ['windows', 'macOS'] } },
      grant: { builtInControls: ['block'] },
    }),
    blockLegacyAuthentication('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1202'),
  ];
  hardenSettings(tenant);
  tenant.directoryPolicies.authorization.allowedToUseSSPR = true;
  tenant.serviceIssues = [slowSearchAdvisory(now)];
  fillMailboxes(tenant, customers, now);
  restrictMailAccess(tenant, technicianMailboxes);
  return {
    name: `${demoMsp.name} (own company)`,
    domains: [],
    tenant,
    reads: ['posture', 'communications'],
    mailboxes: technicianMailboxes,
    ownTenant: true,
    linkedByName: true,
    signIns: 'No policy is for every application and platform. Three of them cover every sign-in together.',
  };
};

const rename = (user: SimulatedUser | undefined, displayName: string, address: string): void => {
  if (user === undefined) throw new Error('the own tenant has too few people');
  Object.assign(user, { displayName, userPrincipalName: address, mail: address, proxyAddresses: [`SMTP:${address}`] });
  const [givenName = null, surname = null] = displayName.split(' ');
  if (user.givenName !== null) Object.assign(user, { givenName, surname });
};

/** Names the technicians. Milo also has an older address as a proxy address. */
const nameTechnicians = (tenant: SimulatedTenant): void => {
  const [ines, uma, milo] = tenant.users;
  rename(ines, 'Ines Falk', demoMsp.members.admin);
  rename(uma, 'Uma Hollis', demoMsp.members.viewer);
  rename(milo, 'Milo Keane', demoMsp.members.member);
  milo?.proxyAddresses.push(`smtp:mkeane@${demoMsp.domain}`);
  const helpdesk = tenant.users.find(({ mailbox }) => mailbox?.purpose === 'shared');
  rename(helpdesk, 'Helpdesk', `helpdesk@${demoMsp.domain}`);
};
