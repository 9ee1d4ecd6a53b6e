import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { aCustomer, type DemoCustomer } from './demo-customer.ts';

/**
 * No MFA at all, though the plan would allow it. Business Premium, no Security Defaults, no policy.
 *
 * - 11 members counted (1 shared mailbox, 1 guest are not): registered 0, capable 0, enforced 0. Badge `none`.
 * - 2 Global Admins, neither of them with MFA: the count passes, both fail as admins.
 * - Legacy authentication open, no baseline.
 * - The account of the shared mailbox can sign in.
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
  return aCustomer('Marlowe Dental Care', tenant);
};
