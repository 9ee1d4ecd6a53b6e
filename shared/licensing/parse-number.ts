export type DecimalSeparator = '.' | ',';

/** A number by its digits, so that nothing is rounded. */
export interface ParsedNumber {
  readonly isNegative: boolean;
  readonly integer: number;
  /** Without trailing zeros; empty for a whole number. */
  readonly fraction: string;
}

/** Recognizes `-5`, `5-` and the accounting form `(5)`. */
const parseSign = (text: string): { readonly isNegative: boolean; readonly digits: string } => {
  const [, bracketed] = /^\((.*)\)$/.exec(text) ?? [];
  const digits = (bracketed ?? text).replaceAll('\u2212', '-').trim();
  const isNegative = bracketed !== undefined || digits.startsWith('-') || digits.endsWith('-');
  return { isNegative, digits: digits.replace(/^[-+]|-$/g, '').trim() };
};

/** Spaces of all widths and apostrophes are thousands separators with either decimal separator. */
const thousandsSeparators = /(?<=\d)[\s\u00A0\u2009\u202F'’](?=\d{3}(?!\d))/g;

/** A fast path for plain digits, the most common form. */
const hasOnlyDigits = (text: string): boolean => /^\d{1,15}$/.test(text);

const separatorsIn = (text: string): readonly string[] => text.match(/[.,]/g) ?? [];

/**
 * The decimal separator that the text must have to be a number. Undefined when both readings are possible: `1,200` may
 * be 1200 or 1.2.
 */
export const inferDecimalSeparator = (text: string): DecimalSeparator | undefined => {
  if (hasOnlyDigits(text)) return undefined;
  const { digits } = parseSign(text.trim().replace(thousandsSeparators, ''));
  const [first, ...others] = separatorsIn(digits);
  if (first === undefined) return undefined;
  const last = others.at(-1) ?? first;
  if (first !== last) return last === '.' ? '.' : ',';
  if (others.length > 0) return first === '.' ? ',' : '.';
  const [before = '', after = ''] = digits.split(first);
  const isThousandsPossible = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  return isThousandsPossible ? undefined : first === '.' ? '.' : ',';
};

const patterns = {
  '.': /^(?<integer>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?<fraction>\d+))?$/,
  ',': /^(?<integer>\d{1,3}(?:\.\d{3})+|\d+)(?:,(?<fraction>\d+))?$/,
} as const;

/** No price and no number of seats is written with more characters. */
const maxCharacters = 60;

/** Parses a number; undefined for other text, for longer text and for numbers beyond the safe integers. */
export const parseNumber = (text: string, separator: DecimalSeparator): ParsedNumber | undefined => {
  if (text.length > maxCharacters) return undefined;
  if (hasOnlyDigits(text)) return { isNegative: false, integer: Number(text), fraction: '' };
  const { isNegative, digits } = parseSign(text.trim().replace(thousandsSeparators, ''));
  const { integer, fraction = '' } = patterns[separator].exec(digits)?.groups ?? {};
  if (integer === undefined) return undefined;
  const value = Number(integer.replaceAll(/[.,]/g, ''));
  return Number.isSafeInteger(value)
    ? { isNegative, integer: value, fraction: withoutTrailingZeros(fraction) }
    : undefined;
};

const withoutTrailingZeros = (digits: string): string => {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end -= 1;
  return digits.slice(0, end);
};
