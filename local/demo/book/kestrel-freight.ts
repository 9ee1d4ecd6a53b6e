import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

/**
 * The secret expired three days ago. The run fails once with AADSTS7000222, and the rest of the book continues.
 *
 * - Nothing is known about the tenant; its 8 members are never read.
 * - It is named at the connection, because no domain was read that could link it.
 */
export const kestrelFreight = (now: Date): DemoCustomer => {
  const tenant = generateTenant({
    seed: 110,
    now,
    name: 'Kestrel Freight',
    domain: 'kestrelfreight.example',
    users: 8,
  });
  tenant.conditionalAccessPolicies = [requireMfa('1f7f5f2e-3a55-4a3e-8a61-5c6a6d1f1001')];
  for (const secret of tenant.applications[0]?.secrets ?? []) {
    secret.startsAt = instantOf(addDays(now, -183));
    secret.endsAt = instantOf(addDays(now, -3));
  }
  return { ...demoCustomer('Kestrel Freight', tenant), linkedByName: true };
};
