import { z } from 'zod';
import { Instant } from './clock.ts';

/**
 * The state of reading one surface of one tenant. A surface that could not be read has a state other than `ok`, never
 * an empty list. One that was read without some of its parts is `partial`.
 */
export const SurfaceStateKind = z.enum([
  'ok',
  'partial',
  'needs-access',
  'needs-license',
  'stale',
  'failed',
  'never-read',
]);
export type SurfaceStateKind = z.output<typeof SurfaceStateKind>;

/** What a surface consists of, where a part of it can be missing. */
export const SurfacePart = z.enum(['mailbox', 'policy', 'record', 'user']);
export type SurfacePart = z.output<typeof SurfacePart>;

export const SurfaceState = z.object({
  state: SurfaceStateKind,
  /** Scopes or plans that are missing. */
  needs: z.array(z.string()).optional(),
  /** Whether the missing scope is optional. No page asks for an optional scope (rules 6). */
  optional: z.boolean().optional(),
  /** The failure: a code of the error table, or an error name of AWS. */
  code: z.string().optional(),
  /** The parts that could not be read, in the state `partial`. */
  unread: z.object({ count: z.int().positive(), part: SurfacePart }).optional(),
  /** When the surface became stale or failed. */
  since: Instant.optional(),
  /** When the stored facts were last read to the end; null until then. */
  dataAsOf: Instant.nullable(),
});
export type SurfaceState = z.output<typeof SurfaceState>;

export const neverRead: SurfaceState = { state: 'never-read', dataAsOf: null };

const readable: readonly SurfaceStateKind[] = ['ok', 'partial', 'stale', 'failed'];

/**
 * Whether the stored facts of a surface may be shown and counted: it is up to date, or it was read once and a later
 * read failed (the state beside the number says so). A surface that was never granted or never read is unknown, not
 * empty.
 */
export const isReadable = ({ state, dataAsOf }: SurfaceState): boolean => readable.includes(state) && dataAsOf !== null;

/**
 * The one rule for the age of what is made from several reads, such as surfaces, mailboxes or tenants: the oldest
 * instant of those that are shown; null if none is. A read without a plan or a scope shows nothing, so it makes nothing
 * older.
 */
export const oldestDataAsOf = (states: readonly SurfaceState[]): string | null =>
  states
    .filter(isReadable)
    .flatMap(({ dataAsOf }) => dataAsOf ?? [])
    .toSorted()[0] ?? null;

export const dataAsOf = (surfaces: Readonly<Record<string, SurfaceState>>): string | null =>
  oldestDataAsOf(Object.values(surfaces));
