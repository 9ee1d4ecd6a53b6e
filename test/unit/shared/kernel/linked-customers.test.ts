import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { domainMatches } from '#shared/kernel/domain.ts';
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
  it('returns the customers whose domain the tenant has verified', () => {
    expect(linked(['acme.example', 'contoso.onmicrosoft.com'])).toEqual([acme]);
  });

  it('returns assigned customers, whatever domains are verified', () => {
    expect(linked([], [none.customerId])).toEqual([none]);
  });

  it('returns each customer once, in the order of the customers', () => {
    expect(linked(['wide.example', 'acme.example'], [acme.customerId])).toEqual([acme, wide]);
  });

  it('matches subdomains only when the customer includes them', () => {
    expect(linked(['sub.acme.example'])).toEqual([]);
    expect(linked(['sub.wide.example'])).toEqual([wide]);
  });

  it('returns the same customers as a comparison of every pair', () => {
    const domain = fc.constantFrom('a.example', 'b.a.example', 'c.b.a.example', 'b.example');
    const domains = fc.array(fc.record({ domain, includeSubdomains: fc.boolean() }), { maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(domains, { maxLength: 5 }),
        fc.array(domain),
        fc.array(fc.nat(5)),
        (companies, verified, named) => {
          const customers = companies.map((own, at) => customer(at, ...own));
          const customerIds = named.map((at) => customer(at).customerId);
          const expected = customers.filter(
            (each) =>
              customerIds.includes(each.customerId) ||
              each.domains.some((own) => verified.some((one) => domainMatches(one, own))),
          );
          expect(linkedCustomers({ verifiedDomains: verified, customerIds }, customers)).toEqual(expected);
        },
      ),
    );
  });

  it('returns nothing for a look-alike domain or without verified domains', () => {
    expect(linked(['acme.example.evil.io', 'notwide.example'])).toEqual([]);
    expect(linked([])).toEqual([]);
  });
});
