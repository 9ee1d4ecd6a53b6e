import { z } from 'zod';
import { addDays, CalendarDate, dateOf, Instant, instantOf } from '#shared/kernel/clock.ts';
import { Subject } from '#shared/kernel/verdict.ts';
import { skusOf } from '#shared/posture/licenses/skus.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { FindingRow } from './finding-row.ts';

const SavingClass = z.enum(['disabled', 'inactive', 'overlap', 'right-sizing', 'unassigned']);
type SavingClass = z.output<typeof SavingClass>;

/** Seats that were called wasted and are no longer paid for, or that are paid for again. */
export const SavingEntry = z.object({
  /** `struck`: an earlier saving of that class and subject was undone, and counts no more. */
  kind: z.enum(['realized', 'struck']),
  /** Of the run that proved it. */
  on: CalendarDate,
  wasteClass: SavingClass,
  subject: Subject,
  skuId: z.string(),
  seats: z.int().positive(),
  centsPerSeatYear: z.int().nonnegative(),
  /** Of the user it was about, as in the finding. */
  userDomain: z.string().nullable(),
  /** Of a strike: the page and the place within it of what it strikes. */
  of: z.object({ page: z.int().positive(), at: z.int().nonnegative() }).nullable(),
});
export type SavingEntry = z.output<typeof SavingEntry>;

/** One page of a tenant's ledger: pages are added, never changed. */
export const LedgerPage = z.object({
  /** From 1, without a gap. */
  page: z.int().positive(),
  at: Instant,
  /** Seats that were paid for from then on, by SKU: what the next look is compared with. */
  paid: z.record(z.string(), z.int().positive()),
  entries: z.array(SavingEntry),
});
export type LedgerPage = z.output<typeof LedgerPage>;

/** A saving is a sum for a year: what is bought again within one was none. */
const provenAfterDays = 365;
/** More would not fit an item; of so many at once the others are left out rather than promised. */
const entriesAtMost = 1000;

const classOf: Readonly<Record<string, SavingClass>> = {
  'licenses.none-on-disabled-users': 'disabled',
  'licenses.none-on-inactive-users': 'inactive',
  'licenses.no-overlap': 'overlap',
  'licenses.right-sized': 'right-sizing',
  'licenses.none-unassigned': 'unassigned',
};
const classOrder = SavingClass.options;

/** A waste that was open when this run began, in so many seats. */
interface KnownWaste {
  readonly wasteClass: SavingClass;
  readonly row: FindingRow;
  readonly seats: number;
}

const skuOf = ({ subject }: FindingRow): string =>
  subject.kind === 'sku' ? subject.id : (subject.id.split('/')[1] ?? '');

const Unassigned = z.object({ unassigned: z.int().positive() });

/** How many seats of the SKU the finding spoke of that are gone from where they were: a user's seat once nobody sees it with them any more. */
const seatsGone = (posture: Posture, row: FindingRow): number => {
  if (row.subject.kind === 'sku') return Unassigned.safeParse(row.evidence).data?.unassigned ?? 0;
  if (posture.state('users').state !== 'ok') return 0;
  const [userId, skuId] = row.subject.id.split('/');
  const user = posture.facts('users').find((each) => each.userId === userId);
  return user?.licenses.some((seat) => seat.skuId === skuId) === true ? 0 : 1;
};

const wasteBefore = (posture: Posture, skuId: string, previous: readonly FindingRow[]): readonly KnownWaste[] =>
  previous
    .filter((row) => row.state !== 'resolved' && skuOf(row) === skuId)
    .flatMap((row): KnownWaste[] => {
      const wasteClass = classOf[row.findingId];
      return wasteClass === undefined ? [] : [{ wasteClass, row, seats: seatsGone(posture, row) }];
    })
    .toSorted(
      (one, other) =>
        classOrder.indexOf(one.wasteClass) - classOrder.indexOf(other.wasteClass) ||
        (one.row.subject.id < other.row.subject.id ? -1 : 1),
    );

/** Fewer seats are paid for: savings, as far as the seats that went were called wasted and had a price. */
const realized = (posture: Posture, skuId: string, fewer: number, previous: readonly FindingRow[]): SavingEntry[] => {
  let left = fewer;
  return wasteBefore(posture, skuId, previous).flatMap(({ wasteClass, row, seats: gone }): SavingEntry[] => {
    const seats = Math.min(gone, left);
    left -= seats;
    if (seats === 0 || row.dollarsPerYear === null) return [];
    const centsPerSeatYear = Math.round((row.dollarsPerYear * 100) / (row.subject.kind === 'sku' ? gone : 1));
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

interface Standing {
  readonly entry: SavingEntry;
  readonly of: { readonly page: number; readonly at: number };
  readonly seats: number;
}

/** Savings that nothing has struck yet, newest first. */
const standing = (pages: readonly LedgerPage[]): readonly Standing[] => {
  const all = pages.flatMap(({ page, entries }) => entries.map((entry, at) => ({ entry, of: { page, at } })));
  const struck = new Map<string, number>();
  for (const { entry } of all) {
    if (entry.of === null) continue;
    const key = `${entry.of.page}/${entry.of.at}`;
    struck.set(key, (struck.get(key) ?? 0) + entry.seats);
  }
  return all
    .filter(({ entry }) => entry.kind === 'realized')
    .map(({ entry, of }) => ({ entry, of, seats: entry.seats - (struck.get(`${of.page}/${of.at}`) ?? 0) }))
    .filter(({ seats }) => seats > 0)
    .toReversed();
};

/** More seats are paid for: what was saved of that SKU within a year is undone, the newest first. */
const struckBy = (pages: readonly LedgerPage[], skuId: string, more: number, now: Date): SavingEntry[] => {
  const since = dateOf(addDays(now, -provenAfterDays));
  let left = more;
  return standing(pages)
    .filter(({ entry }) => entry.skuId === skuId && entry.on > since)
    .flatMap(({ entry, of, seats: open }): SavingEntry[] => {
      const seats = Math.min(open, left);
      left -= seats;
      return seats === 0 ? [] : [{ ...entry, kind: 'struck', on: dateOf(now), seats, of }];
    });
};

/** Seats that are paid for, by SKU; undefined where nobody could look. Free ones and trials are nobody's money. */
const paidNow = (posture: Posture): Readonly<Record<string, number>> | undefined =>
  posture.state('licenses').state === 'ok'
    ? Object.fromEntries(skusOf(posture).flatMap(({ skuId, isBilled, paid }) => (isBilled ? [[skuId, paid]] : [])))
    : undefined;

/**
 * The page that this run adds to a tenant's ledger; undefined where as many seats are paid for as before, or where that could not be seen. A seat that moves to
 * somebody else, and a price that changes, leave the number of paid seats as it is: they save nothing. `previous`: the findings as they stood before the run.
 */
export const nextLedgerPage = (
  pages: readonly LedgerPage[],
  posture: Posture,
  previous: readonly FindingRow[],
): LedgerPage | undefined => {
  const paid = paidNow(posture);
  if (paid === undefined) return undefined;
  const last = pages.at(-1);
  const page = { page: (last?.page ?? 0) + 1, at: instantOf(posture.now), paid };
  if (last === undefined) return { ...page, entries: [] };
  const skuIds = [...new Set([...Object.keys(last.paid), ...Object.keys(paid)])].toSorted();
  const changed = skuIds
    .map((skuId) => ({ skuId, more: (paid[skuId] ?? 0) - (last.paid[skuId] ?? 0) }))
    .filter(({ more }) => more !== 0);
  if (changed.length === 0) return undefined;
  // Strikes first: where there is no room for all, what is left out was never promised.
  const strikes = changed.flatMap(({ skuId, more }) => (more > 0 ? struckBy(pages, skuId, more, posture.now) : []));
  const savings = changed.flatMap(({ skuId, more }) => (more < 0 ? realized(posture, skuId, -more, previous) : []));
  return { ...page, entries: [...strikes, ...savings].slice(0, entriesAtMost) };
};

/** What a list of entries comes to in cents a year. */
export const savedCentsPerYear = (entries: readonly SavingEntry[]): number =>
  entries.reduce(
    (sum, { kind, seats, centsPerSeatYear }) => sum + (kind === 'realized' ? 1 : -1) * seats * centsPerSeatYear,
    0,
  );
