import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { SurfaceSubject } from '../define-surface.ts';
import type { InboxRules } from './schema.ts';

/** In any case a mailbox is read again after this many days, one day before the week that rules 21 allows. */
const periodDays = 6;

/**
 * The mailboxes of a tenant that one run of a day reads: 500 batches of 20 requests. Outlook limits requests by mailbox
 * (10,000 in ten minutes), so that the time of a run is what limits them.
 * https://learn.microsoft.com/graph/throttling-limits
 */
const mailboxesPerDay = 10_000;

/** Whether rules of the mailbox are missing: it could not be read, or some of them are not as documented. */
export const isIncomplete = ({ outcome, oddRules }: InboxRules): boolean => outcome === 'unread' || oddRules > 0;

/**
 * The mailboxes to read now (rules 21): all that were never read, the urgent and the incomplete ones once a day, and
 * the others once a day as far as the budget of the day goes, longest ago first. Beyond the budget at least a sixth of
 * them are read, and all that reached the end of the period.
 */
export const dueMailboxes = (
  audience: readonly SurfaceSubject[],
  known: readonly InboxRules[],
  now: Date,
  budget: number = mailboxesPerDay,
): readonly SurfaceSubject[] => {
  const today = dateOf(now);
  const lastDay = dateOf(addDays(now, -periodDays));
  const readOn = new Map(known.map((fact) => [fact.userId, fact.readOn]));
  const dayOf = ({ id }: SurfaceSubject): string => readOn.get(id) ?? '';
  const incomplete = new Set(known.filter(isIncomplete).map(({ userId }) => userId));
  const isDaily = ({ id, isUrgent }: SurfaceSubject): boolean => isUrgent === true || incomplete.has(id);
  const unread = audience.filter((subject) => !readOn.has(subject.id));
  const daily = audience.filter((subject) => readOn.has(subject.id) && isDaily(subject) && dayOf(subject) < today);
  const others = audience.filter((subject) => readOn.has(subject.id) && !isDaily(subject));
  const left = budget - unread.length - daily.length;
  const ofToday = Math.max(Math.ceil(others.length / periodDays), left);
  const share = ofToday - others.filter((subject) => dayOf(subject) === today).length;
  const dueToday = others
    .filter((subject) => dayOf(subject) < today)
    .toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0))
    .filter((subject, position) => position < share || dayOf(subject) <= lastDay);
  return [...unread, ...daily, ...dueToday];
};
