import { z } from 'zod';
import { Instant } from './clock.ts';

/** How it stands with reading one surface of one tenant. Never an empty list in place of an error. */
export const SurfaceStateKind = z.enum(['ok', 'needs-access', 'needs-license', 'stale', 'failed', 'never-read']);
export type SurfaceStateKind = z.output<typeof SurfaceStateKind>;

export const SurfaceState = z.object({
  state: SurfaceStateKind,
  /** Scopes or plans that would help. */
  needs: z.array(z.string()).optional(),
  /** A missing optional scope, which no page nags about (rules 6). */
  optional: z.boolean().optional(),
  /** Since when it is stale or failed. */
  since: Instant.optional(),
  /** When the facts in store were read completely; null until then. */
  dataAsOf: Instant.nullable(),
});
export type SurfaceState = z.output<typeof SurfaceState>;

export const neverRead: SurfaceState = { state: 'never-read', dataAsOf: null };
