/** Longer than any run waits; beyond it a date would leave the calendar. */
const longestSeconds = 30 * 86_400;

const seconds = /^[+-]?\d+(\.\d+)?$/;

/**
 * How long Microsoft asks us to wait: whole seconds, decimal ones (`2.128` stands in its own sample) or a date. What lies in the past is 0;
 * undefined where nothing usable is said. https://learn.microsoft.com/graph/throttling
 */
export const retryAfterSeconds = (header: string | null | undefined, now: Date): number | undefined => {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (seconds.test(text)) return between0AndLongest(Number(text));
  const date = Date.parse(text);
  // Date.parse takes many a text for a date; an HTTP date names a month and a zone.
  if (Number.isNaN(date) || !/[a-z]{3}.*\b(GMT|UTC)$/i.test(text)) return undefined;
  return between0AndLongest((date - now.getTime()) / 1000);
};

const between0AndLongest = (wait: number): number => Math.min(Math.max(wait, 0), longestSeconds);
