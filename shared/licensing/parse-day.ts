/** Which number of `03/04/2026` is the month. */
export type DayOrder = 'month-first' | 'day-first';

/** `ambiguous`: the day depends on the order, which nothing in the table decides. */
export type ParsedDay = { readonly day: string } | { readonly problem: 'no day' | 'ambiguous' };

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

const dayOf = (year: number, month: number, date: number): ParsedDay => {
  const fullYear = year < 100 ? 2000 + year : year;
  const at = new Date(Date.UTC(fullYear, month - 1, date));
  const isReal = at.getUTCFullYear() === fullYear && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return isReal ? { day: at.toISOString().slice(0, 10) } : { problem: 'no day' };
};

const numeric = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?:\D|$)/;

/** The order that a cell can only have; undefined if it could have both. */
export const inferDayOrder = (text: string): DayOrder | undefined => {
  const [, first, second] = numeric.exec(text.trim()) ?? [];
  if (Number(first) > 12) return 'day-first';
  return Number(second) > 12 ? 'month-first' : undefined;
};

const monthOf = (name: string | undefined): number => months.indexOf((name ?? '').slice(0, 3).toLowerCase()) + 1;

const namedMonth = (text: string): ParsedDay | undefined => {
  const [, date, month, year] = /^(\d{1,2})[ -]([a-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?:\D|$)/i.exec(text) ?? [];
  if (month !== undefined) return dayOf(Number(year), monthOf(month), Number(date));
  const [, first, second, third] = /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4})(?:\D|$)/i.exec(text) ?? [];
  return first === undefined ? undefined : dayOf(Number(third), monthOf(first), Number(second));
};

/** Reads a day: ISO, with slashes, dashes or points, or with the name of the month; a time after it is ignored. */
export const parseDay = (input: string, order: DayOrder | undefined): ParsedDay => {
  const text = input.trim();
  const [, isoYear, isoMonth, isoDate] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:\D|$)/.exec(text) ?? [];
  if (isoYear !== undefined) return dayOf(Number(isoYear), Number(isoMonth), Number(isoDate));
  const [, pointDate, pointMonth, pointYear] = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?:\D|$)/.exec(text) ?? [];
  if (pointDate !== undefined) return dayOf(Number(pointYear), Number(pointMonth), Number(pointDate));
  const [, first, second, year] = numeric.exec(text) ?? [];
  if (first === undefined) return namedMonth(text) ?? { problem: 'no day' };
  const known = order ?? (first === second ? 'day-first' : undefined);
  if (known === undefined) return { problem: 'ambiguous' };
  return known === 'day-first'
    ? dayOf(Number(year), Number(second), Number(first))
    : dayOf(Number(year), Number(first), Number(second));
};
