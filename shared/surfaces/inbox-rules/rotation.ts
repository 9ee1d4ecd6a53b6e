import { addDays, dateOf } from '#shared/kernel/clock.ts';
import type { SurfaceSubject } from '../define-surface.ts';
import type { InboxRules } from './schema.ts';

/** Every mailbox comes up again after so many days, a day before a week is over. */
const roundDays = 6;

/**
 * Whom to visit now (rules 21): all that were never visited; those that want it daily, once a day; of the rest, longest ago first, as many a day as bring
 * everybody round in time, and whoever is at the end of that time.
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
