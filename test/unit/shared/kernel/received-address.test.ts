import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receivedAddress, usableAddress } from '#shared/kernel/received-address.ts';

describe('receivedAddress', () => {
  it.each([
    ['jo@customer.example', 'jo@customer.example'],
    ['  Jo@CUSTOMER.example. ', 'jo@customer.example'],
    ["'jo@customer.example'", 'jo@customer.example'],
    ['<jo@customer.example>', 'jo@customer.example'],
    ['"jo smith"@customer.example', '"jo smith"@customer.example'],
    ['"jo@home"@customer.example', '"jo@home"@customer.example'],
    ['jo smith@customer.example', 'jo smith@customer.example'],
    ['jo@bücher.example', 'jo@xn--bcher-kva.example'],
    ['IMCEASMTP-thief+40evil+2Eexample@namprd11.prod.outlook.example', 'thief@evil.example'],
  ])('keeps %s', (text, address) => {
    expect(receivedAddress(text)).toEqual({ kind: 'smtp', address });
    expect(usableAddress(text)).toBe(address);
  });

  it.each([
    '/o=ExchangeLabs/ou=Group/cn=Recipients/cn=jo',
    '/o=First@Company/cn=jo',
    'IMCEAEX-_o=First+20Org_cn=Recipients_cn=1f-boss@namprd11.prod.outlook.example',
    'imceaex-_o=first_cn=boss@namprd11.prod.outlook.example',
    'Jo Field',
  ])('takes %s for a person of the organization', (text) => {
    expect(receivedAddress(text)).toEqual({ kind: 'x500' });
  });

  it.each(['thief@[203.0.113.9]', 'thief@-', 'a@b@'])('finds no usable domain in %s', (text) => {
    expect(receivedAddress(text)).toEqual({ kind: 'unusable', text });
  });

  it('finds nothing in an empty text', () => {
    for (const text of [null, undefined, '', '  ']) expect(receivedAddress(text)).toBeUndefined();
  });

  it('says the same of what it answered, whatever it is given', () => {
    const isStable = (text: string): boolean => {
      const address = usableAddress(text);
      return address === undefined || usableAddress(address) === address;
    };
    expect(() => fc.assert(fc.property(fc.oneof(fc.string(), fc.emailAddress()), isStable))).not.toThrow();
  });

  it('takes time in proportion to the text', () => {
    for (const text of [
      '<'.repeat(200_000),
      `${"'".repeat(200_000)}@`,
      `IMCEASMTP-${'+40'.repeat(100_000)}@x.example`,
    ]) {
      const started = performance.now();
      receivedAddress(text);
      expect(performance.now() - started).toBeLessThan(200);
    }
  });
});
