/** A range of addresses, both ends included, on one line of numbers for each version. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

const bitsOf = { 4: 32, 6: 128 } as const;
export const lastAddress = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const;

const parseGroups = (groups: readonly string[], bits: number, radix: 10 | 16): bigint | undefined => {
  const form = radix === 10 ? /^\d{1,3}$/ : /^[0-9a-f]{1,4}$/i;
  let value = 0n;
  for (const group of groups) {
    const number = Number.parseInt(group, radix);
    if (!form.test(group) || number >= 2 ** bits) return undefined;
    value = (value << BigInt(bits)) | BigInt(number);
  }
  return value;
};

const parseV4 = (text: string): bigint | undefined => {
  const groups = text.split('.');
  return groups.length === 4 ? parseGroups(groups, 8, 10) : undefined;
};

/** The last 32 bits may be written as an IPv4 address. */
const withoutDots = (text: string): string | undefined => {
  const at = text.lastIndexOf(':') + 1;
  const tail = text.slice(at);
  if (!tail.includes('.')) return text;
  const value = parseV4(tail);
  return value === undefined
    ? undefined
    : `${text.slice(0, at)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
};

const parseV6 = (text: string): bigint | undefined => {
  const plain = withoutDots(text);
  if (plain === undefined) return undefined;
  const halves = plain.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail] = halves;
  if (halves.length > 2) return undefined;
  if (tail === undefined) return head.length === 8 ? parseGroups(head, 16, 16) : undefined;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : parseGroups([...head, ...Array<string>(missing).fill('0'), ...tail], 16, 16);
};

/** An address as a number; undefined if the text is none. */
export const parseAddress = (text: string): { readonly version: 4 | 6; readonly value: bigint } | undefined => {
  const version = text.includes(':') ? 6 : 4;
  const value = version === 6 ? parseV6(text) : parseV4(text);
  return value === undefined ? undefined : { version, value };
};

/** `192.0.2.0/24`, `2001:db8::/32`. Bits behind the prefix are ignored. Undefined if the text is no range. */
export const parseRange = (text: string): AddressRange | undefined => {
  const [address = '', prefix = '', more] = text.trim().split('/');
  const start = parseAddress(address);
  if (start === undefined || more !== undefined || !/^\d{1,3}$/.test(prefix)) return undefined;
  const free = bitsOf[start.version] - Number(prefix);
  if (free < 0) return undefined;
  const first = (start.value >> BigInt(free)) << BigInt(free);
  return { version: start.version, first, last: first + (1n << BigInt(free)) - 1n };
};

const formatV6 = (value: bigint): string => {
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const zeros = [...groups.join(':').matchAll(/\b0(:0)+\b/g)].toSorted(
    ([one], [other]) => other.length - one.length,
  )[0];
  const text = groups.join(':');
  if (zeros === undefined) return text;
  const head = text.slice(0, zeros.index).replace(/:$/, '');
  return `${head}::${text.slice(zeros.index + zeros[0].length).replace(/^:/, '')}`;
};

export const formatAddress = (version: 4 | 6, value: bigint): string =>
  version === 6 ? formatV6(value) : [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
