import { type DecimalSeparator, parseNumber } from './parse-number.ts';

/** The currencies that a sign may stand for. */
const signs: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'AUD', 'CAD', 'NZD', 'SGD', 'HKD'],
  US$: ['USD'],
  '€': ['EUR'],
  '£': ['GBP'],
  '¥': ['JPY', 'CNY'],
};

const codes: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const sign = /US\$|[$€£¥]|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])/g;
const isCurrency = (found: string): boolean => found in signs || codes.has(found);

/** The currencies that a text may be in, from a code or a sign; undefined when it names none. */
export const currenciesIn = (text: string): readonly string[] | undefined => {
  const found = text.match(sign)?.find(isCurrency);
  return found === undefined ? undefined : (signs[found] ?? [found]);
};

/** The amount without its currency code or sign. */
export const stripCurrency = (text: string): string =>
  text.replaceAll(sign, (found) => (isCurrency(found) ? '' : found)).trim();

/** The amount in exact cents, or what is wrong with it. */
export const parseCents = (text: string, separator: DecimalSeparator): number | { readonly problem: string } => {
  const amount = parseNumber(stripCurrency(text), separator);
  if (amount === undefined) return { problem: 'the price is not a number' };
  if (amount.isNegative && (amount.integer > 0 || amount.fraction !== '')) return { problem: 'the price is negative' };
  if (amount.fraction.length > 2) return { problem: 'the price has fractions of a cent' };
  const cents = amount.integer * 100 + Number(amount.fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : { problem: 'the price is too large' };
};
