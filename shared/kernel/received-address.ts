import { normalizeDomain } from './domain.ts';

/**
 * An address as a mail program or Exchange wrote it. `smtp`: usable, with its domain normalized. `x500`: a person of
 * the organization, without a domain. `unusable`: it is an SMTP address, and its domain is none, such as `[192.0.2.1]`.
 */
export type ReceivedAddress =
  | { readonly kind: 'smtp'; readonly address: string }
  | { readonly kind: 'x500' }
  | { readonly kind: 'unusable'; readonly text: string };

/** Senders control the text; a longer one is no address of a mailbox (RFC 5321 allows 254). */
const maxLength = 1_024;

/** The text without the given characters at its ends. A loop, because a pattern anchored at the end is quadratic. */
const trimmed = (text: string, wrapping: string): string => {
  let [from, to] = [0, text.length];
  while (from < to && wrapping.includes(text.charAt(from))) from += 1;
  while (to > from && wrapping.includes(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
};

/** Mail programs wrap an address in angle brackets or quotes. In `"jo smith"@customer.example` they are its own. */
const unwrapped = (text: string): string => {
  const bare = trimmed(text, '<> ');
  return /^"[^"]*"@[^"]*$/.test(bare) ? bare : trimmed(bare, `<>'" `);
};

const hexEscapes = /\+([0-9a-f]{2})/gi;

/**
 * Exchange carries an address of another system in an SMTP address of its own: `IMCEAEX-` an X500 name, `IMCEASMTP-` an
 * SMTP address with escaped characters. What it carries decides, never the host of the relay.
 * https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxoabk
 */
const carried = (local: string): ReceivedAddress | undefined => {
  const [, type = '', escaped = ''] = /^imcea([a-z0-9]{1,10})-(.*)$/is.exec(local) ?? [];
  if (type === '') return undefined;
  if (type.toLowerCase() !== 'smtp') return { kind: 'x500' };
  return receivedAddress(
    escaped.replace(hexEscapes, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  );
};

/** Undefined if the text is empty. A text with an @ that does not begin with a slash is an SMTP address (rules 22). */
export const receivedAddress = (text: string | null | undefined): ReceivedAddress | undefined => {
  const trimmed = (text ?? '').slice(0, maxLength).trim();
  if (trimmed === '') return undefined;
  const bare = unwrapped(trimmed);
  const at = bare.lastIndexOf('@');
  if (!trimmed.includes('@') || bare.startsWith('/')) return { kind: 'x500' };
  const local = bare.slice(0, Math.max(at, 0)).trim();
  const inside = carried(local);
  if (inside !== undefined) return inside;
  const domain = at < 1 || local === '' ? undefined : normalizeDomain(bare.slice(at + 1));
  return domain === undefined
    ? { kind: 'unusable', text: trimmed.toLowerCase() }
    : { kind: 'smtp', address: `${local.toLowerCase()}@${domain}` };
};

/** The usable address, else undefined. */
export const usableAddress = (text: string | null | undefined): string | undefined => {
  const received = receivedAddress(text);
  return received?.kind === 'smtp' ? received.address : undefined;
};
