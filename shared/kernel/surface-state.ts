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
  /** The parts that the last read to the end could not read. They stay missing while later reads fail. */
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

const refused: readonly SurfaceStateKind[] = ['needs-access', 'needs-license', 'never-read'];

/**
 * What is missing from the facts that are shown and counted: what the last read to the end could not read, also if a
 * later read failed. A surface that is refused shows nothing, so nothing is missing from it.
 */
export const missingParts = ({ state, unread }: SurfaceState): SurfaceState['unread'] =>
  refused.includes(state) ? undefined : unread;

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
