import type { UnconnectedTenant } from '#local/cli/session-file.ts';
import type { SimulatedApplication, SimulatedAppSecret } from '#local/microsoft/app-registration.ts';
import { guidOf } from '#local/microsoft/random.ts';
import type { DemoCustomer } from './book/demo-customer.ts';
import { generatedCustomers } from './book/generated-customers.ts';

/** The own app lacks this permission until somebody consents to it, so that the guide shows what that looks like. */
const missingScope = 'AuditLog.Read.All';

const secretBeside = (secret: SimulatedAppSecret, name: string): SimulatedAppSecret => ({
  ...secret,
  keyId: guidOf(`${secret.keyId} ${name}`),
  displayName: name,
  value: `${name}~${secret.value}`,
});

const firstOf = ({ name, tenant }: DemoCustomer): { app: SimulatedApplication; secret: SimulatedAppSecret } => {
  const app = tenant.applications[0];
  const secret = app?.secrets[0];
  if (app === undefined || secret === undefined) throw new Error(`${name} has no application with a secret`);
  return { app, secret };
};

/** The customer whose tenant is left for the setup guide: the one after those of the book. */
export const tenantToTry = (now: Date, bookSize: number): DemoCustomer => {
  const customer = generatedCustomers(now, bookSize + 1).at(-1);
  if (customer === undefined) throw new Error('no tenant was generated to try the setup guide with');
  const { app, secret } = firstOf(customer);
  const requestedScopes = [...app.grantedScopes];
  app.requestedScopes = requestedScopes;
  app.grantedScopes = requestedScopes.filter((scope) => scope !== missingScope);
  app.secrets.push(secretBeside(secret, 'next'));
  customer.tenant.applications.push({
    id: guidOf(`${app.id} publisher`),
    appId: guidOf(`${app.appId} publisher`),
    displayName: 'Vectis (publisher app)',
    secrets: [secretBeside(secret, 'publisher')],
    certificates: [],
    grantedScopes: [],
    requestedScopes,
    refusal: 'consent-missing',
  });
  return customer;
};

/**
 * The tenant in which the publisher app of `tenantToTry` is registered, as the MSP would register it in its own. Its
 * credential is proved there.
 */
export const homeOfPublisherApp = (now: Date, bookSize: number, customer: DemoCustomer): DemoCustomer => {
  const home = generatedCustomers(now, bookSize + 2).at(-1);
  const app = customer.tenant.applications[1];
  if (home === undefined || app === undefined) throw new Error(`${customer.name} was not made for the guide`);
  home.tenant.applications.push({ ...app, grantedScopes: app.requestedScopes ?? [], refusal: null });
  return home;
};

/** What the setup guide asks for. */
export const connectionData = (customer: DemoCustomer, home: DemoCustomer): UnconnectedTenant => {
  const { app, secret } = firstOf(customer);
  const [domain] = customer.domains;
  const publisher = customer.tenant.applications[1];
  if (domain === undefined || publisher === undefined) throw new Error(`${customer.name} was not made for the guide`);
  return {
    name: customer.name,
    domain,
    tenantId: customer.tenant.tenantId,
    clientId: app.appId,
    secret: secret.value,
    nextSecret: app.secrets[1]?.value ?? '',
    publisher: {
      clientId: publisher.appId,
      secret: publisher.secrets[0]?.value ?? '',
      tenantId: home.tenant.tenantId,
    },
  };
};
