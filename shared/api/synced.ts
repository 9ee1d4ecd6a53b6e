import type { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { List } from './list.ts';
import { SurfaceStates } from './surface-state-answer.ts';

/** The fields of every response with synced data, which tell a page how old the data is and what is missing. */
export const synced = {
  dataAsOf: Instant.nullable().meta({
    description: 'The oldest instant at which the data that is shown was read; null if nothing was read.',
  }),
  surfaces: SurfaceStates,
} as const;

export const SyncedList = <Item extends z.ZodType>(item: Item) => List(item).extend(synced);
