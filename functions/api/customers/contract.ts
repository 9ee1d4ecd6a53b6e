import { z } from 'zod';
import { List, listQuery, searchQuery, sortQuery } from '#shared/api/list.ts';
import { isConsumerDomain } from '#shared/communications/consumer-domains.ts';
import { isSharedDomain } from '#shared/communications/shared-domains.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { normalizeDomain } from '#shared/kernel/domain.ts';
import { CustomerId, TenantId } from '#shared/kernel/ids.ts';
import { TextLine } from '#shared/kernel/text.ts';

/** A change of all domains must fit into one transaction of 100 writes. */
const maxDomains = 49;

/** Accepts a domain as people write it and returns it in lower case and IDNA ASCII. */
const OwnDomain = TextLine.transform((text, context) => {
  const domain = normalizeDomain(text);
  if (domain === undefined) {
    context.issues.push({ code: 'custom', input: text, message: 'must be a domain name, such as acme.example' });
    return z.NEVER;
  }
  if (isConsumerDomain(domain)) {
    const message = `${domain} is a consumer mail provider, where anyone can have an address; it cannot be the domain of a customer`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }
  if (isSharedDomain(domain)) {
    const message = `${domain} is shared by many companies; enter the company's own name below it, such as acme.${domain}`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  }
  return domain;
}).meta({ format: 'idn-hostname', minLength: 3, maxLength: 255 });

const Domains = z
  .array(z.strictObject({ domain: OwnDomain, includeSubdomains: z.boolean().default(false) }))
  .max(maxDomains, `a customer has at most ${maxDomains} domains`)
  .refine((domains) => new Set(domains.map(({ domain }) => domain)).size === domains.length, 'names a domain twice');

const Name = TextLine.min(1, 'must not be empty').max(200);

export const CustomerAnswer = z.object({
  customerId: CustomerId,
  name: z.string(),
  domains: z.array(z.object({ domain: z.string(), includeSubdomains: z.boolean() })),
  /** Linked tenants: matched by a verified domain, or named in the connection. */
  tenantIds: z.array(TenantId),
  /** In the order of the ids; null until a tenant was read. */
  tenantNames: z.array(z.string().nullable()),
  createdAt: Instant,
});
CustomerAnswer.register(z.globalRegistry, {
  id: 'Customer',
  description: 'A client company of the MSP.',
  example: {
    customerId: 'cus_01JD9Z3M5Q7R9S1T3V5W7X9Y1Z',
    name: 'Acme',
    domains: [{ domain: 'acme.example', includeSubdomains: false }],
    tenantIds: [],
    tenantNames: [],
    createdAt: '2026-11-22T12:00:00.000Z',
  },
});

const customerParams = z.strictObject({ customerId: CustomerId });

export const contract = apiContract({
  description: 'The client companies of an MSP and their e-mail domains.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CURSOR_KEY_ID: true }),
  access: { table: 'write', audit: 'append', keys: ['cursor'] },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    listCustomers: {
      route: 'GET /v1/customers',
      summary: 'Every customer, by name.',
      ability: 'customers.read',
      query: z.strictObject({
        ...listQuery,
        ...searchQuery('the name or a domain'),
        ...sortQuery(['name', 'newest'], 'The order.'),
      }),
      response: {
        status: 200,
        body: List(CustomerAnswer).meta({ id: 'CustomersPage', description: 'A page of customers.' }),
      },
      errors: ['InvalidCursor'],
    },
    createCustomer: {
      route: 'POST /v1/customers',
      summary: 'Add a customer. A domain belongs to one customer of an MSP.',
      ability: 'customers.manage',
      body: z.strictObject({ name: Name, domains: Domains }),
      response: { status: 201, body: CustomerAnswer },
      errors: ['DomainTaken'],
    },
    getCustomer: {
      route: 'GET /v1/customers/{customerId}',
      summary: 'One customer.',
      ability: 'customers.read',
      params: customerParams,
      response: { status: 200, body: CustomerAnswer },
      errors: ['NotFound'],
    },
    updateCustomer: {
      route: 'PATCH /v1/customers/{customerId}',
      summary: 'Change the name or the domains. Mail and meetings of a removed domain are deleted.',
      ability: 'customers.manage',
      params: customerParams,
      body: z
        .strictObject({ name: Name.optional(), domains: Domains.optional() })
        .refine((change) => Object.keys(change).length > 0, 'must change something'),
      response: { status: 200, body: CustomerAnswer },
      errors: ['NotFound', 'DomainTaken', 'RecordChanged'],
    },
    deleteCustomer: {
      route: 'DELETE /v1/customers/{customerId}',
      summary: 'Delete a customer with its domain claims, contract, prices, mail and meetings.',
      ability: 'customers.manage',
      params: customerParams,
      response: { status: 204 },
      errors: ['NotFound', 'RecordChanged'],
    },
  },
});
