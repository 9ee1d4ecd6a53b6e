import { z } from 'zod';
import type { DemoCustomer } from './book/demo-customer.ts';

export interface SeedOptions {
  /** `http://127.0.0.1:8787` */
  readonly apiUrl: string;
  /** A token of the demo MSP's admin. */
  readonly adminToken: string;
  readonly book: readonly DemoCustomer[];
  /** Called after each customer, for the progress line. */
  readonly onProgress?: (progress: SeedProgress) => void;
}

export interface SeedProgress {
  readonly done: number;
  readonly total: number;
  readonly name: string;
  /** False when it exists from an earlier start with the same data. */
  readonly isNew: boolean;
}

const requestTimeoutMilliseconds = 30_000;

const Customers = z.object({
  items: z.array(z.object({ customerId: z.string(), name: z.string() })),
  nextCursor: z.string().nullish(),
});
const Connections = z.object({ items: z.array(z.object({ tenantId: z.string() })), nextCursor: z.string().nullish() });
const Created = z.object({ customerId: z.string() });

/** Creates the demo's customers and connections over the API, as a client would. Existing ones are not changed. */
export const seedDemo = async (options: SeedOptions): Promise<void> => {
  const api = apiOf(options);
  const customerIds = new Map(
    (await api.all('/v1/customers', Customers)).map(({ name, customerId }) => [name, customerId]),
  );
  const connected = new Set((await api.all('/v1/connections', Connections)).map(({ tenantId }) => tenantId));
  let done = 0;
  for (const customer of options.book) {
    const customerId = customerIds.get(customer.name) ?? (await createCustomer(api, customer));
    const isNew = !connected.has(customer.tenant.tenantId);
    // Contract and prices first, because the first evaluation of the tenant uses them. If an earlier start was
    // interrupted here, they are set again.
    if (isNew) await setTerms(api, customer, customerId);
    if (isNew) await createConnection(api, customer, customerId);
    done += 1;
    options.onProgress?.({ done, total: options.book.length, name: customer.name, isNew });
  }
};

type Api = ReturnType<typeof apiOf>;

const createCustomer = async (api: Api, { name, domains }: DemoCustomer): Promise<string> => {
  const body = { name, domains: domains.map((domain) => ({ domain })) };
  return Created.parse(await api.send('POST', '/v1/customers', body)).customerId;
};

/**
 * Uploads the billed quantities from the PSA and the agreed prices. Lines for products of other vendors are skipped.
 */
const setTerms = async (api: Api, { contractCsv, prices }: DemoCustomer, customerId: string): Promise<void> => {
  if (contractCsv !== undefined)
    await api.send('PUT', `/v1/customers/${customerId}/contract?unmatched=skip`, contractCsv);
  if (prices !== undefined) await api.send('PUT', '/v1/prices', { customerId, prices });
};

const createConnection = async (api: Api, customer: DemoCustomer, customerId: string): Promise<void> => {
  const application = customer.tenant.applications[0];
  const secret = application?.secrets[0];
  if (application === undefined || secret === undefined)
    throw new Error(`${customer.name} has no application with a secret`);
  await api.send('POST', '/v1/connections', {
    mode: 'own-app',
    tenantId: customer.tenant.tenantId,
    clientId: application.appId,
    credential: { kind: 'secret', value: secret.value, expiresOn: secret.endsAt.slice(0, 10) },
    reads: customer.reads,
    mailboxes: customer.mailboxes,
    customerIds: customer.linkedByName ? [customerId] : [],
    ownTenant: customer.ownTenant,
  });
};

const apiOf = ({ apiUrl, adminToken }: SeedOptions) => {
  /** A text body is sent as CSV. */
  const send = async (method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<unknown> => {
    const isCsv = typeof body === 'string';
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${adminToken}`,
        ...(body === undefined ? {} : { 'content-type': isCsv ? 'text/csv' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isCsv ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(requestTimeoutMilliseconds),
    });
    const text = await response.text();
    // The problem document names the error and never repeats a credential.
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text}`);
    return JSON.parse(text);
  };
  return {
    send,
    /** Reads every page of a list. */
    async all<Item>(
      path: string,
      schema: z.ZodType<{ items: Item[]; nextCursor?: string | null | undefined }>,
    ): Promise<Item[]> {
      const items: Item[] = [];
      let cursor: string | null | undefined;
      do {
        const query = cursor === undefined || cursor === null ? '' : `?cursor=${encodeURIComponent(cursor)}`;
        const page = schema.parse(await send('GET', `${path}${query}`));
        items.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== undefined && cursor !== null);
      return items;
    },
  };
};
