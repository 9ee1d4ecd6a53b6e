import { generateTenant } from '#local/microsoft/generate/generate-tenant.ts';
import { companyNameEnds, companyNameStarts } from '#local/microsoft/generate/sample-names.ts';
import { blockLegacyAuthentication, requireMfa } from '#local/microsoft/generate/standard-policies.ts';
import { guidOf, random } from '#local/microsoft/random.ts';
import { type DemoCustomer, demoCustomer } from './demo-customer.ts';

const policyId = (seed: number, name: string): string => guidOf(`${seed} ${name}`);

/** A customer of a large book. The seed decides how well it is protected; about half are. */
const generated = (now: Date, number: number): DemoCustomer => {
  const seed = 1000 + number;
  const draw = random(seed);
  const users = draw.between(4, 40);
  const name = `${draw.pick(companyNameStarts)} ${draw.pick(companyNameEnds)} ${number}`;
  const domain = `${name.toLowerCase().replaceAll(' ', '-')}.example`;
  const registered = draw.between(Math.floor(users / 2), users);
  const tenant = generateTenant({ seed, now, name, domain, users, registered, globalAdmins: draw.between(1, 5) });
  if (draw.next() < 0.7) tenant.conditionalAccessPolicies.push(requireMfa(policyId(seed, 'mfa')));
  if (draw.next() < 0.6) tenant.conditionalAccessPolicies.push(blockLegacyAuthentication(policyId(seed, 'legacy')));
  return demoCustomer(name, tenant);
};

/** The customers that `--tenants N` adds to the twelve. */
export const generatedCustomers = (now: Date, count: number): readonly DemoCustomer[] =>
  Array.from({ length: count }, (_, index) => generated(now, index + 1));
