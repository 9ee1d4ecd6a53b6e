import { z } from 'zod';
import { Instant } from './clock.ts';

/**
 * The state of reading one surface of one tenant. A surface that could not be read has a state other than `ok`, never
 * an empty list.
 */
export const SurfaceStateKind = z.enum(['ok', 'needs-access', 'needs-license', 'stale', 'failed', 'never-read']);
export type SurfaceStateKind = z.output<typeof SurfaceStateKind>;

export const SurfaceState = z.object({
  state: SurfaceStateKind,
  /** Scopes or plans that are missing. */
  needs: z.array(z.string()).optional(),
  /** Whether the missing scope is optional. No page asks for an optional scope (rules 6). */
  optional: z.boolean().optional(),
  /** When the surface became stale or failed. */
  since: Instant.optional(),
  /** When the stored facts were last read completely; null until then. */
  dataAsOf: Instant.nullable(),
});
export type SurfaceState = z.output<typeof SurfaceState>;

export const neverRead: SurfaceState = { state: 'never-read', dataAsOf: null };

/**
 * The age of what is made from these surfaces: the oldest instant of those that were read; null if none was. A surface
 * without a plan or a scope makes nothing older.
 */
export const dataAsOf = (surfaces: Readonly<Record<string, SurfaceState>>): string | null =>
  Object.values(surfaces)
    .flatMap((state) => state.dataAsOf ?? [])
    .toSorted()[0] ?? null;
