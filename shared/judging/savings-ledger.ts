import { z } from 'zod';
import { addDays, CalendarDate, dateOf, Instant, instantOf } from '#shared/kernel/clock.ts';
import { Subject, subjectId, subjectSkuId } from '#shared/kernel/subject.ts';
import { skusOf } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { FindingRow } from './finding-row.ts';

const SavingClass = z.enum(['disabled', 'inactive', 'overlap', 'right-sizing', 'unassigned']);
type SavingClass = z.output<typeof SavingClass>;

/**
 * Seats that were reported as wasted and are no longer paid for (`realized`), or that are paid for again (`reversed`).
 */
export const SavingEntry = z.object({
  /** `reversed`: takes back an earlier saving of the same class and subject. */
  kind: z.enum(['realized', 'reversed']),
  /** The date of the run that found it. */
  on: CalendarDate,
  wasteClass: SavingClass,
  subject: Subject,
  skuId: z.string(),
  seats: z.int().positive(),
  centsPerSeatYear: z.int().nonnegative(),
  /** The domain of the user, as in the finding. */
  userDomain: z.string().nullable(),
  /** For `reversed`: the page and the index of the entry that it reverses. */
  of: z.object({ page: z.int().positive(), at: z.int().nonnegative() }).nullable(),
});
export type SavingEntry = z.output<typeof SavingEntry>;

/** One page of a tenant's ledger. Pages are added and never changed. */
export const LedgerPage = z.object({
  /** Counted from 1 without a gap. */
  page: z.int().positive(),
  at: Instant,
  /** The paid seats by SKU at that time. The next evaluation is compared with them. */
  paid: z.record(z.string(), z.int().positive()),
  entries: z.array(SavingEntry),
});
export type LedgerPage = z.output<typeof LedgerPage>;

/** A saving is an amount for a year, so it is reversed when the seat is bought again within a year. */
const reversibleDays = 365;
/** The limit that fits one DynamoDB item. Further savings of the same run are not counted. */
const maxEntries = 1000;

const classOf: Readonly<Record<string, SavingClass>> = {
  'licenses.none-on-disabled-users': 'disabled',
  'licenses.none-on-inactive-users': 'inactive',
  'licenses.no-overlap': 'overlap',
  'licenses.right-sized': 'right-sizing',
  'licenses.none-unassigned': 'unassigned',
};
const classOrder = SavingClass.options;

/** A waste finding that was open when this run began, and its number of seats. */
interface OpenWaste {
  readonly wasteClass: SavingClass;
  readonly row: FindingRow;
  readonly seats: number;
}

const Unassigned = z.object({ unassigned: z.int().positive() });

/**
 * How many of the wasted seats of the finding no longer exist. The license of a user counts once the user no longer has
 * it.
 */
const removedSeats = (posture: Posture, { subject, evidence }: FindingRow): number => {
  if (subject.kind === 'sku') return Unassigned.safeParse(evidence).data?.unassigned ?? 0;
  if (subject.kind !== 'license' || posture.state('users').state !== 'ok') return 0;
  const { userId, skuId } = subject;
  const user = posture.facts('users').find((each) => each.userId === userId);
  return user?.licenses.some((seat) => seat.skuId === skuId) === true ? 0 : 1;
};

const openWaste = (posture: Posture, skuId: string, previous: readonly FindingRow[]): readonly OpenWaste[] =>
  previous
    .filter((row) => row.state !== 'resolved' && subjectSkuId(row.subject) === skuId)
    .flatMap((row): OpenWaste[] => {
      const wasteClass = classOf[row.findingId];
      return wasteClass === undefined ? [] : [{ wasteClass, row, seats: removedSeats(posture, row) }];
    })
    .toSorted(
      (one, other) =>
        classOrder.indexOf(one.wasteClass) - classOrder.indexOf(other.wasteClass) ||
        (subjectId(one.row.subject) < subjectId(other.row.subject) ? -1 : 1),
    );

/**
 * The savings when fewer seats are paid for: the removed seats that a finding reported as wasted and that have a price.
 */
const realizeSavings = (
  posture: Posture,
  skuId: string,
  fewer: number,
  previous: readonly FindingRow[],
): SavingEntry[] => {
  let left = fewer;
  return openWaste(posture, skuId, previous).flatMap(({ wasteClass, row, seats: removed }): SavingEntry[] => {
    const seats = Math.min(removed, left);
    left -= seats;
    if (seats === 0 || row.dollarsPerYear === null) return [];
    const centsPerSeatYear = Math.round((row.dollarsPerYear * 100) / (row.subject.kind === 'sku' ? removed : 1));
    const { subject, userDomain } = row;
    return [
      {
        kind: 'realized',
        on: dateOf(posture.now),
        wasteClass,
        subject,
        skuId,
        seats,
        centsPerSeatYear,
        userDomain,
        of: null,
      },
    ];
  });
};

interface OpenSaving {
  readonly entry: SavingEntry;
  readonly of: { readonly page: number; readonly at: number };
  readonly seats: number;
}

/** Savings that are not reversed yet, newest first. */
const openSavings = (pages: readonly LedgerPage[]): readonly OpenSaving[] => {
  const all = pages.flatMap(({ page, entries }) => entries.map((entry, at) => ({ entry, of: { page, at } })));
  const reversed = new Map<string, number>();
  for (const { entry } of all) {
    if (entry.of === null) continue;
    const key = `${entry.of.page}/${entry.of.at}`;
    reversed.set(key, (reversed.get(key) ?? 0) + entry.seats);
  }
  return all
    .filter(({ entry }) => entry.kind === 'realized')
    .map(({ entry, of }) => ({ entry, of, seats: entry.seats - (reversed.get(`${of.page}/${of.at}`) ?? 0) }))
    .filter(({ seats }) => seats > 0)
    .toReversed();
};

/** The reversals when more seats are paid for: savings of the SKU within the last year, newest first. */
const reverseSavings = (pages: readonly LedgerPage[], skuId: string, more: number, now: Date): SavingEntry[] => {
  const since = dateOf(addDays(now, -reversibleDays));
  let left = more;
  return openSavings(pages)
    .filter(({ entry }) => entry.skuId === skuId && entry.on > since)
    .flatMap(({ entry, of, seats: open }): SavingEntry[] => {
      const seats = Math.min(open, left);
      left -= seats;
      return seats === 0 ? [] : [{ ...entry, kind: 'reversed', on: dateOf(now), seats, of }];
    });
};

/** Paid seats by SKU, without free and trial SKUs; undefined when licenses could not be read. */
const paidSeats = (posture: Posture): Readonly<Record<string, number>> | undefined =>
  posture.state('licenses').state === 'ok'
    ? Object.fromEntries(skusOf(posture).flatMap(({ skuId, isBilled, paid }) => (isBilled ? [[skuId, paid]] : [])))
    : undefined;

/**
 * The page that this run adds to a tenant's ledger; undefined when the number of paid seats did not change or could not
 * be read. A reassigned seat and a changed price do not change the number of paid seats, so they are no saving.
 * `previous` are the finding rows before the run.
 */
export const nextLedgerPage = (
  pages: readonly LedgerPage[],
  posture: Posture,
  previous: readonly FindingRow[],
): LedgerPage | undefined => {
  const paid = paidSeats(posture);
  if (paid === undefined) return undefined;
  const last = pages.at(-1);
  const page = { page: (last?.page ?? 0) + 1, at: instantOf(posture.now), paid };
  if (last === undefined) return { ...page, entries: [] };
  const skuIds = [...new Set([...Object.keys(last.paid), ...Object.keys(paid)])].toSorted();
  const changed = skuIds
    .map((skuId) => ({ skuId, more: (paid[skuId] ?? 0) - (last.paid[skuId] ?? 0) }))
    .filter(({ more }) => more !== 0);
  if (changed.length === 0) return undefined;
  // Reversals come first: if the page is full, only savings are left out.
  const reversals = changed.flatMap(({ skuId, more }) =>
    more > 0 ? reverseSavings(pages, skuId, more, posture.now) : [],
  );
  const savings = changed.flatMap(({ skuId, more }) =>
    more < 0 ? realizeSavings(posture, skuId, -more, previous) : [],
  );
  return { ...page, entries: [...reversals, ...savings].slice(0, maxEntries) };
};

/** The sum of the entries in cents a year. */
export const savedCentsPerYear = (entries: readonly SavingEntry[]): number =>
  entries.reduce(
    (sum, { kind, seats, centsPerSeatYear }) => sum + (kind === 'realized' ? 1 : -1) * seats * centsPerSeatYear,
    0,
  );
