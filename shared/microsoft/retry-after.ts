/** Longer than any run waits. Larger values would exceed the range of a date. */
const maxSeconds = 30 * 86_400;

const seconds = /^[+-]?\d+(\.\d+)?$/;

/**
 * Seconds of a Retry-After header: an integer, a decimal (`2.128` is in Microsoft's own sample) or an HTTP date. A time
 * in the past is 0. Undefined where the header is missing or invalid. https://learn.microsoft.com/graph/throttling
 */
export const retryAfterSeconds = (header: string | null | undefined, now: Date): number | undefined => {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  if (seconds.test(text)) return clampSeconds(Number(text));
  const date = Date.parse(text);
  // Date.parse accepts many texts that are not dates. An HTTP date has a month name and a time zone.
  if (Number.isNaN(date) || !/^[^a-z]*[a-z]{3}.{0,40}\b(?:GMT|UTC)$/i.test(text)) return undefined;
  return clampSeconds((date - now.getTime()) / 1000);
};

const clampSeconds = (wait: number): number => Math.min(Math.max(wait, 0), maxSeconds);
