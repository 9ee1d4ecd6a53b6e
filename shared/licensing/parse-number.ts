export type DecimalSeparator = '.' | ',';

/** A number as its digits: nothing is rounded before somebody says how many decimals count. */
export interface ParsedNumber {
  readonly isNegative: boolean;
  readonly whole: number;
  /** Without the zeros at its end; empty for a whole number. */
  readonly fraction: string;
}

/** `-5`, `5-` and the accountants' `(5)`. */
const signed = (text: string): { readonly isNegative: boolean; readonly digits: string } => {
  const [, bracketed] = /^\((.*)\)$/.exec(text) ?? [];
  const digits = (bracketed ?? text).replaceAll('\u2212', '-').trim();
  const isNegative = bracketed !== undefined || digits.startsWith('-') || digits.endsWith('-');
  return { isNegative, digits: digits.replace(/^[-+]|-$/g, '').trim() };
};

/** Spaces of all widths and apostrophes group digits, whatever the decimal mark. */
const groupSigns = /(?<=\d)[\s\u00A0\u2009\u202F'’](?=\d{3}(?!\d))/g;

/** Most are. */
const isPlain = (text: string): boolean => /^\d{1,15}$/.test(text);

const marksIn = (text: string): readonly string[] => text.match(/[.,]/g) ?? [];

/**
 * Which mark must be the decimal one for this to be a number at all; undefined where either would do: `1,200` and `1.200` are twelve hundred to one reader
 * and a little more than one to another.
 */
export const inferDecimalSeparator = (text: string): DecimalSeparator | undefined => {
  if (isPlain(text)) return undefined;
  const { digits } = signed(text.trim().replace(groupSigns, ''));
  const [first, ...others] = marksIn(digits);
  if (first === undefined) return undefined;
  const last = others.at(-1) ?? first;
  if (first !== last) return last === '.' ? '.' : ',';
  if (others.length > 0) return first === '.' ? ',' : '.';
  const [before = '', after = ''] = digits.split(first);
  const couldGroup = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  return couldGroup ? undefined : first === '.' ? '.' : ',';
};

const shapes = {
  '.': /^(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<fraction>\d+))?$/,
  ',': /^(?<whole>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?<fraction>\d+))?$/,
} as const;

/** Undefined for what is no number, or one too large to count exactly. */
export const parseNumber = (text: string, mark: DecimalSeparator): ParsedNumber | undefined => {
  if (isPlain(text)) return { isNegative: false, whole: Number(text), fraction: '' };
  const { isNegative, digits } = signed(text.trim().replace(groupSigns, ''));
  const { whole, fraction = '' } = shapes[mark].exec(digits)?.groups ?? {};
  if (whole === undefined) return undefined;
  const value = Number(whole.replaceAll(/[.,]/g, ''));
  return Number.isSafeInteger(value) ? { isNegative, whole: value, fraction: fraction.replace(/0+$/, '') } : undefined;
};
