import { z } from 'zod';
import { Instant, instantOf } from './clock.ts';
import { neverRead, SurfaceState } from './surface-state.ts';

/** What is kept of one visit: a surface, or one mailbox of a communications surface. */
export const VisitState = z.object({
  state: SurfaceState,
  /** Where Microsoft asked for a longer pause: nothing is read before. */
  resumeAt: Instant.optional(),
  /** Of the facts in store; another one in the code means that they must be read anew. */
  factVersion: z.int().positive().optional(),
  /** The last reading of the whole window: when it began, and a hash of what decided then what is kept. Later ones go on from `dataAsOf`. */
  whole: z.object({ at: Instant, basis: z.string() }).optional(),
  /** A reading that visits one by one and was cut off: by which way and in which shape, when it began, and the last id that it read. */
  unfinished: z
    .object({ way: z.string(), factVersion: z.int().positive(), begunAt: Instant, after: z.string() })
    .optional(),
});
export type VisitState = z.output<typeof VisitState>;

export const neverVisited: VisitState = { state: neverRead };

/** Scopes or plans that are missing. */
export interface Refusal {
  readonly state: 'needs-access' | 'needs-license';
  readonly needs: readonly string[];
}

const sinceOf = ({ state }: VisitState, now: Date): string =>
  (state.state === 'stale' || state.state === 'failed' ? state.since : undefined) ?? instantOf(now);

/** Read completely. */
export const readAt = (now: Date): VisitState => ({ state: { state: 'ok', dataAsOf: instantOf(now) } });

/** Scopes or plans do not allow it. What was read before stays in store, with its age. */
export const refusedFor = (before: VisitState, { state, needs }: Refusal, optional: boolean): VisitState => ({
  state: {
    state,
    needs: [...needs],
    ...(optional && state === 'needs-access' ? { optional: true } : {}),
    dataAsOf: before.state.dataAsOf,
  },
});

/** The version of what `dataAsOf` speaks of, and how far another reading came: one that did not end changes neither. */
const versionOf = ({ factVersion, whole, unfinished }: VisitState) => ({
  ...(factVersion === undefined ? {} : { factVersion }),
  ...(whole === undefined ? {} : { whole }),
  ...(unfinished === undefined ? {} : { unfinished }),
});

/** Microsoft asks for a longer pause than a run waits. */
export const putOffUntil = (before: VisitState, until: Date, now: Date): VisitState => ({
  state: { state: 'stale', since: sinceOf(before, now), dataAsOf: before.state.dataAsOf },
  resumeAt: instantOf(until),
  ...versionOf(before),
});

/** It failed: what was read before is stale; where nothing was, there is nothing to show. */
export const failedAt = (before: VisitState, now: Date): VisitState => {
  const state: SurfaceState['state'] = before.state.dataAsOf === null ? 'failed' : 'stale';
  return { state: { state, since: sinceOf(before, now), dataAsOf: before.state.dataAsOf }, ...versionOf(before) };
};
