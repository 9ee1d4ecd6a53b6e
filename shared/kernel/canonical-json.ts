/** A value that has a canonical form. Fields that are undefined are left out, as in JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

const wellFormed = (text: string): string => {
  if (!text.isWellFormed()) throw new Error('a lone surrogate has no canonical form');
  return JSON.stringify(text);
};

/**
 * The canonical JSON text of a value (RFC 8785, https://www.rfc-editor.org/rfc/rfc8785): names sorted by UTF-16 code
 * units, strings and numbers as ECMAScript writes them, no white space. Equal values have equal texts, and so equal
 * hashes.
 */
export const canonicalJson = (value: Json): string => {
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`${value} has no canonical form`);
    return JSON.stringify(value);
  }
  if (typeof value === 'boolean' || value === null) return String(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const name of Object.keys(value).sort(byCodeUnit)) {
    const member = value[name];
    if (member !== undefined) members.push(`${wellFormed(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
};

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
// `<` compares UTF-16 code units, as the RFC requires; a comparison by locale does not.
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
