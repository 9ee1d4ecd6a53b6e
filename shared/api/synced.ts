import type { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { List } from './list.ts';
import { SurfaceStates } from './surface-state-answer.ts';

/** The fields of every response with synced data, which tell a page how old the data is and what is missing. */
export const synced = {
  dataAsOf: Instant.nullable().meta({
    description: 'When the oldest data that is shown was read; null if none was.',
  }),
  surfaces: SurfaceStates,
} as const;

export const SyncedList = <Item extends z.ZodType>(item: Item) => List(item).extend(synced);
