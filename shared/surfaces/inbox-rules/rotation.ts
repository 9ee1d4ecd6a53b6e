import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { SurfaceSubject } from '../define-surface.ts';
import type { InboxRules } from './schema.ts';

/** Every mailbox is read again after this many days, one day before the week that rules 21 allows. */
const roundDays = 6;

/**
 * The mailboxes to read now (rules 21): all that were never read, the urgent ones once a day, and of the others the
 * daily share, longest ago first, plus all that reached the end of the period.
 */
export const dueMailboxes = (
  audience: readonly SurfaceSubject[],
  known: readonly InboxRules[],
  now: Date,
): readonly SurfaceSubject[] => {
  const today = dateOf(now);
  const lastDay = dateOf(addDays(now, -roundDays));
  const readOn = new Map(known.map((fact) => [fact.userId, fact.readOn]));
  const dayOf = ({ id }: SurfaceSubject): string => readOn.get(id) ?? '';
  const unread = audience.filter((visit) => !readOn.has(visit.id));
  const urgent = audience.filter((visit) => readOn.has(visit.id) && visit.isUrgent === true && dayOf(visit) < today);
  const others = audience.filter((visit) => readOn.has(visit.id) && visit.isUrgent !== true);
  const share = Math.ceil(others.length / roundDays) - others.filter((visit) => dayOf(visit) === today).length;
  const inTurn = others
    .filter((visit) => dayOf(visit) < today)
    .toSorted((one, other) => (dayOf(one) < dayOf(other) ? -1 : dayOf(one) > dayOf(other) ? 1 : 0))
    .filter((visit, place) => place < share || dayOf(visit) <= lastDay);
  return [...unread, ...urgent, ...inTurn];
};
