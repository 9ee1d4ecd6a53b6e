import { Cron } from 'croner';

/** When a schedule fires. Instants are milliseconds since the epoch. */
export interface Recurrence {
  /** The first instant after the given one; undefined when there is none. */
  next(after: number): number | undefined;
  /** The last instant in `(after, until]` and how many there are; undefined when there is none. */
  lastUntil(after: number, until: number): { readonly at: number; readonly count: number } | undefined;
}

const unitMilliseconds: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Limit on the due instants in one clock move. A schedule of every minute reaches it after two months. */
const countedInstants = 100_000;

const fromNext = (next: (after: number) => number | undefined): Recurrence => ({
  next,
  lastUntil: (after, until) => {
    let found: { at: number; count: number } | undefined;
    for (let at = next(after); at !== undefined && at <= until; at = next(at)) {
      found = { at, count: (found?.count ?? 0) + 1 };
      if (found.count > countedInstants)
        throw new RangeError('the clock move is too long for this schedule; move in steps');
    }
    return found;
  },
});

const rate = (amount: number, unit: string, anchor: number): Recurrence => {
  const step = amount * (unitMilliseconds[unit] ?? 0);
  const next = (after: number): number => anchor + Math.max(1, Math.floor((after - anchor) / step) + 1) * step;
  return {
    next,
    lastUntil: (after, until) => {
      const first = next(after);
      if (first > until) return undefined;
      const more = Math.floor((until - first) / step);
      return { at: first + more * step, count: more + 1 };
    },
  };
};

const fieldEnds = [59, 23, 31, 12, 7, 2199] as const;

/** AWS writes `0/15` where cron libraries write `0-59/15`, and `?` where they write `*`. */
const asCronField = (field: string, index: number): string =>
  field
    .split(',')
    .map((part) =>
      part === '?' ? '*' : part.replace(/^(\w+)\/(\d+)$/, (_all, from, step) => `${from}-${fieldEnds[index]}/${step}`),
    )
    .join(',');

/**
 * `minutes hours day-of-month month day-of-week year`; weekdays are 1 to 7 from Sunday.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
const cron = (text: string, timezone: string): Recurrence => {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) throw new Error(`cron(${text}) has ${fields.length} fields, not 6`);
  if ((fields[2] === '?') === (fields[4] === '?')) {
    throw new Error(`cron(${text}) must have ? either as its day of the month or as its day of the week`);
  }
  const pattern = fields.map(asCronField).map((field, index) => (index === 4 && field === 'L' ? '7' : field));
  const job = new Cron(`0 ${pattern.join(' ')}`, { timezone, paused: true, alternativeWeekdays: true });
  return fromNext((after) => job.nextRun(new Date(after))?.getTime());
};

const once = (local: string, timezone: string): Recurrence => {
  const at = new Cron(local, { timezone, paused: true }).nextRun(new Date(0))?.getTime();
  if (at === undefined) throw new Error(`at(${local}) is not a time`);
  return fromNext((after) => (at > after ? at : undefined));
};

/**
 * Parses `rate(…)`, `cron(…)` or `at(…)`. A rate counts from the anchor, the instant at which the schedule was created.
 */
export const parseExpression = (expression: string, timezone: string, anchor: number): Recurrence => {
  const [, amount, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (amount !== undefined && unit !== undefined && Number(amount) > 0) return rate(Number(amount), unit, anchor);
  const [, kind, argument] = /^(cron|at)\((.+)\)$/.exec(expression) ?? [];
  if (kind === 'cron' && argument !== undefined) return cron(argument, timezone);
  if (kind === 'at' && argument !== undefined) return once(argument, timezone);
  throw new Error(`${expression} is not a schedule expression: use rate(…), cron(…) or at(…)`);
};
