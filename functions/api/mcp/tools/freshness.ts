import { z } from 'zod';
import type { SyncStatus } from '#shared/book/sync-status.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { SurfaceStateKind } from '#shared/kernel/surface-state.ts';

/** How old an answer is, and what is missing from it. */
export const Freshness = {
  dataAsOf: Instant.nullable().meta({ description: 'When the oldest of the data was read; null if none was.' }),
  notRead: z
    .array(
      z.object({
        surface: z.string(),
        state: SurfaceStateKind.exclude(['ok']),
        needs: z.array(z.string()).meta({ description: 'The permissions or plans that are missing.' }),
      }),
    )
    .meta({
      description:
        'What could not be read, not completely, or not again. A number that rests on what was never read is null.',
    }),
} as const;

type Gap = z.input<typeof Freshness.notRead>[number];

export const freshness = ({ dataAsOf, surfaces }: SyncStatus): { dataAsOf: string | null; notRead: Gap[] } => ({
  dataAsOf,
  notRead: Object.entries(surfaces).flatMap(([surface, { state, needs = [] }]) =>
    state === 'ok' ? [] : [{ surface, state, needs }],
  ),
});
