import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress, parseRange } from '#shared/posture/conditional-access/address-ranges.ts';

describe('an address range', () => {
  it.each([
    ['192.0.2.0/24', 4, 0xc0000200n, 0xc00002ffn],
    ['192.0.2.77/24', 4, 0xc0000200n, 0xc00002ffn],
    ['0.0.0.0/0', 4, 0n, 0xffffffffn],
    ['203.0.113.7/32', 4, 0xcb007107n, 0xcb007107n],
    ['2001:db8::/32', 6, 0x20010db8n << 96n, ((0x20010db8n + 1n) << 96n) - 1n],
    ['::/0', 6, 0n, (1n << 128n) - 1n],
    ['::ffff:192.0.2.1/128', 6, 0xffffc0000201n, 0xffffc0000201n],
  ])('reads %s exactly', (text, version, first, last) => {
    expect(parseRange(text)).toEqual({ version, first, last });
  });

  it.each([
    '',
    '192.0.2.0',
    '192.0.2.0/33',
    '192.0.2/24',
    '256.0.0.0/8',
    '2001:db8::/129',
    '1::2::3/64',
    'x/8',
    '1.2.3.4/-1',
    '1.2.3.4/8/9',
  ])('refuses %j', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  it('holds the addresses that agree in the bits of the prefix, and no other', () => {
    const address = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n });
    fc.assert(
      fc.property(address, fc.integer({ min: 0, max: 32 }), address, (start, prefix, other) => {
        const range = parseRange(`${formatAddress(4, start)}/${prefix}`);
        const agrees = start >> BigInt(32 - prefix) === other >> BigInt(32 - prefix);
        expect(range !== undefined && range.first <= other && other <= range.last).toBe(agrees);
      }),
    );
  });
});

describe('an address', () => {
  it('is formatted as it is parsed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }), (value) => {
        expect(parseAddress(formatAddress(6, value))).toEqual({ version: 6, value });
      }),
    );
  });

  it.each([
    [0n, '::'],
    [1n, '::1'],
    [0x20010db8n << 96n, '2001:db8::'],
  ])('shortens the longest run of zeros of %s to %s', (value, text) => {
    expect(formatAddress(6, value)).toBe(text);
  });
});
