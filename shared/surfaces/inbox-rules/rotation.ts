import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { SurfaceSubject } from '../define-surface.ts';
import type { InboxRules } from './schema.ts';

/** Every mailbox is read again after this many days, one day before the week that rules 21 allows. */
const periodDays = 6;

/** Whether rules of the mailbox are missing: it could not be read, or some of them are not as documented. */
export const isIncomplete = ({ outcome, oddRules }: InboxRules): boolean => outcome === 'unread' || oddRules > 0;

/**
 * The mailboxes to read now (rules 21): all that were never read, the urgent and the incomplete ones once a day, and of
 * the others the daily share, longest ago first, plus all that reached the end of the period.
 */
export const dueMailboxes = (
  audience: readonly SurfaceSubject[],
  known: readonly InboxRules[],
  now: Date,
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
  const share = Math.ceil(others.length / periodDays) - others.filter((subject) => dayOf(subject) === today).length;
  const dueToday = others
    .filter((subject) => dayOf(subject) < today)
    .toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0))
    .filter((subject, position) => position < share || dayOf(subject) <= lastDay);
  return [...unread, ...daily, ...dueToday];
};
