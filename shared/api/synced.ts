import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceState } from '#shared/kernel/surface-state.ts';
import { List } from './list.ts';

/** What every answer about synced data carries, so that a page can say how old it is and what is missing. */
export const synced = {
  /** The oldest instant of what was read; null where nothing was. Lists of mail and meetings say null until every mailbox was read. */
  dataAsOf: Instant.nullable(),
  surfaces: z.record(z.string(), SurfaceState),
} as const;

export const SyncedList = <Item extends z.ZodType>(item: Item) => List(item).extend(synced);

/** The instant that a view of these surfaces may claim: the oldest, or null where one was never read or there is none. */
export const dataAsOf = (surfaces: Readonly<Record<string, SurfaceState>>): string | null => {
  const instants = Object.values(surfaces).map((state) => state.dataAsOf);
  const read = instants.filter((instant) => instant !== null);
  return read.length === instants.length ? (read.toSorted()[0] ?? null) : null;
};
