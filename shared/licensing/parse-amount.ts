import { type DecimalSeparator, parseNumber } from './parse-number.ts';

/** Currencies that a sign may stand for: a dollar is anybody's. */
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

/** What a text names as its currency, if it names one: a code in capitals, or the sign of several. */
export const currenciesIn = (text: string): readonly string[] | undefined => {
  const found = text.match(sign)?.find(isCurrency);
  return found === undefined ? undefined : (signs[found] ?? [found]);
};

/** The number of an amount, without the name of its currency. */
export const stripCurrency = (text: string): string =>
  text.replaceAll(sign, (found) => (isCurrency(found) ? '' : found)).trim();

/** Exact cents, or what is wrong. */
export const parseCents = (text: string, mark: DecimalSeparator): number | { readonly wrong: string } => {
  const amount = parseNumber(stripCurrency(text), mark);
  if (amount === undefined) return { wrong: 'the price is no number' };
  if (amount.isNegative && (amount.whole > 0 || amount.fraction !== '')) return { wrong: 'the price is negative' };
  if (amount.fraction.length > 2) return { wrong: 'the price has fractions of a cent' };
  const cents = amount.whole * 100 + Number(amount.fraction.padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : { wrong: 'the price is out of all proportion' };
};
