import { describe, expect, it } from 'vitest';
import { CustomerId } from '#shared/kernel/ids.ts';
import { linkedCustomers } from '#shared/kernel/linked-customers.ts';

const customer = (at: number, ...domains: { domain: string; includeSubdomains: boolean }[]) => ({
  customerId: CustomerId.parse(`cus_${String(at).padStart(26, '0')}`),
  domains,
});
const acme = customer(1, { domain: 'acme.example', includeSubdomains: false });
const wide = customer(2, { domain: 'wide.example', includeSubdomains: true });
const none = customer(3);
const linked = (verifiedDomains: string[], customerIds = [] as (typeof none)['customerId'][]) =>
  linkedCustomers({ verifiedDomains, customerIds }, [acme, wide, none]);

describe('linkedCustomers', () => {
  it('are those whose domain the tenant has verified', () => {
    expect(linked(['acme.example', 'contoso.onmicrosoft.com'])).toEqual([acme]);
  });

  it('are those that a person named, whatever is verified', () => {
    expect(linked([], [none.customerId])).toEqual([none]);
  });

  it('are each once, in the order of the customers', () => {
    expect(linked(['wide.example', 'acme.example'], [acme.customerId])).toEqual([acme, wide]);
  });

  it('lie below a domain only where the customer says so', () => {
    expect(linked(['sub.acme.example'])).toEqual([]);
    expect(linked(['sub.wide.example'])).toEqual([wide]);
  });

  it('are nobody for a look-alike, and nobody where nothing is verified', () => {
    expect(linked(['acme.example.evil.io', 'notwide.example'])).toEqual([]);
    expect(linked([])).toEqual([]);
  });
});
