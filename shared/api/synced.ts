import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceState } from '#shared/kernel/surface-state.ts';
import { List } from './list.ts';

/** The fields of every response with synced data, which tell a page how old the data is and what is missing. */
export const synced = {
  /**
   * The oldest instant at which the data was read; null where nothing was read. In lists of mail and meetings it is
   * null until every mailbox was read.
   */
  dataAsOf: Instant.nullable(),
  surfaces: z.record(z.string(), SurfaceState),
} as const;

export const SyncedList = <Item extends z.ZodType>(item: Item) => List(item).extend(synced);
