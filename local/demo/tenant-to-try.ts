import type { UnconnectedTenant } from '#local/cli/session-file.ts';
import type { DemoCustomer } from './book/demo-customer.ts';
import { generatedCustomers } from './book/generated-customers.ts';

/** The customer whose tenant is left for the setup guide: the one after those of the book. */
export const tenantToTry = (now: Date, bookSize: number): DemoCustomer => {
  const customer = generatedCustomers(now, bookSize + 1).at(-1);
  if (customer === undefined) throw new Error('no tenant was generated to try the setup guide with');
  return customer;
};

/** What the setup guide asks for. */
export const connectionData = ({ name, domains, tenant }: DemoCustomer): UnconnectedTenant => {
  const application = tenant.applications[0];
  const secret = application?.secrets[0];
  const [domain] = domains;
  if (application === undefined || secret === undefined || domain === undefined)
    throw new Error(`the tenant of ${name} has no application with a secret, or no domain`);
  return { name, domain, tenantId: tenant.tenantId, clientId: application.appId, secret: secret.value };
};
