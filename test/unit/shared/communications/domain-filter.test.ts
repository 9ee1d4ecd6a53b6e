import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchingCustomers } from '#shared/communications/domain-filter.ts';

const acme = { customerId: 'acme', domains: [{ domain: 'acme.example', includeSubdomains: false }] };
const wide = { customerId: 'wide', domains: [{ domain: 'wide.example', includeSubdomains: true }] };
const touched = (...addresses: (string | null)[]) => matchingCustomers(addresses, [acme, wide]);

describe('customersTouched', () => {
  it('finds the customer of a domain, whatever its case and dot', () => {
    expect(touched('Ann@ACME.example')).toEqual(['acme']);
    expect(touched('ann@acme.example.')).toEqual(['acme']);
  });

  it('finds every customer of a message', () => {
    expect(touched('ann@acme.example', 'bob@sales.wide.example')).toEqual(['acme', 'wide']);
  });

  it('matches sub-domains only if the customer includes them', () => {
    expect(touched('ann@sales.acme.example')).toEqual([]);
    expect(touched('bob@a.b.wide.example')).toEqual(['wide']);
  });

  it.each([
    ['a look-alike above it', 'ann@acme.example.evil.io'],
    ['a look-alike beside it', 'ann@notacme.example'],
    ['a look-alike below another name', 'ann@evilwide.example'],
    ['a letter that only looks the same', 'ann@\u0430cme.example'],
    ['the domain in the local part', '"acme.example"@evil.io'],
    ['two at signs', 'ann@acme.example@evil.io'],
    ['an X500 name', '/o=ExchangeLabs/ou=Group/cn=Recipients/cn=acme.example'],
    ['nothing', ''],
    ['nobody', null],
  ])('does not match %s', (_what, address) => {
    expect(touched(address)).toEqual([]);
  });

  it('compares international names in one form', () => {
    const customers = [{ customerId: 'b', domains: [{ domain: 'xn--bcher-kva.example', includeSubdomains: false }] }];
    expect(matchingCustomers(['ann@B\u00dcCHER.example'], customers)).toEqual(['b']);
  });

  it('never matches an address whose last labels are not the domain', () => {
    const label = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 2, maxLength: 5 }), (labels) => {
        const domain = labels.join('.');
        const expected = domain === 'wide.example' || domain.endsWith('.wide.example') ? ['wide'] : [];
        expect(matchingCustomers([`a@${domain}`], [wide])).toEqual(expected);
      }),
    );
  });
});
