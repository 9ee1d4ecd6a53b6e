import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { aCustomer, type DemoCustomer } from './demo-customer.ts';

/**
 * Security Defaults without P1: enforced for everybody, though two have not registered yet. Business Standard.
 *
 * - 5 members counted: registered 3, capable 3 (read user by user, from the methods), enforced 5. Badge `enforced`.
 * - 2 Global Admins, both registered.
 * - Security Defaults block legacy authentication and are a baseline.
 * - The secret of the application ends in ten days.
 * - Secure Score 41 of 100: AdminMFAV2 10, BlockLegacyAuthentication 8, PWAgePolicyNew 8, mdo_safelinksforemail 9, exo_mailboxaudit 5, OneAdmin 1.
 */
export const lindenClinic = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 103,
    now,
    name: 'Linden Community Clinic',
    domain: 'lindenclinic.example',
    plan: 'O365_BUSINESS_PREMIUM',
    users: 5,
    globalAdmins: 2,
    registered: 3,
    securityDefaults: true,
    controlsDone: [
      'AdminMFAV2',
      'BlockLegacyAuthentication',
      'PWAgePolicyNew',
      'mdo_safelinksforemail',
      'exo_mailboxaudit',
      'OneAdmin',
    ],
  });
  for (const secret of tenant.applications[0]?.secrets ?? []) secret.endsAt = instantOf(addDays(now, 10));
  return aCustomer('Linden Community Clinic', tenant);
};
