import { z } from 'zod';
import { Instant, instantOf } from './clock.ts';
import { neverRead, SurfaceState } from './surface-state.ts';

/** What is kept of one visit: a surface, or one mailbox of a communications surface. */
export const ReadState = z.object({
  state: SurfaceState,
  /** Where Microsoft asked for a longer pause: nothing is read before. */
  resumeAt: Instant.optional(),
  /** Of the facts in store; another one in the code means that they must be read anew. */
  factVersion: z.int().positive().optional(),
  /** The last reading of the whole window: when it began, and a hash of what decided then what is kept. Later ones go on from `dataAsOf`. */
  lastFullSync: z.object({ at: Instant, filterHash: z.string() }).optional(),
  /** A reading that visits one by one and was cut off: by which way and in which shape, when it began, and the last id that it read. */
  checkpoint: z
    .object({
      accessOption: z.string(),
      factVersion: z.int().positive(),
      startedAt: Instant,
      lastSubjectId: z.string(),
    })
    .optional(),
});
export type ReadState = z.output<typeof ReadState>;

export const initialReadState: ReadState = { state: neverRead };

/** Scopes or plans that are missing. */
export interface AccessRefusal {
  readonly state: 'needs-access' | 'needs-license';
  readonly needs: readonly string[];
}

const sinceOf = ({ state }: ReadState, now: Date): string =>
  (state.state === 'stale' || state.state === 'failed' ? state.since : undefined) ?? instantOf(now);

/** Read completely. */
export const readCompleted = (now: Date): ReadState => ({ state: { state: 'ok', dataAsOf: instantOf(now) } });

/** Scopes or plans do not allow it. What was read before stays in store, with its age. */
export const readRefused = (before: ReadState, { state, needs }: AccessRefusal, optional: boolean): ReadState => ({
  state: {
    state,
    needs: [...needs],
    ...(optional && state === 'needs-access' ? { optional: true } : {}),
    dataAsOf: before.state.dataAsOf,
  },
});

/** The version of what `dataAsOf` speaks of, and how far another reading came: one that did not end changes neither. */
const versionOf = ({ factVersion, lastFullSync, checkpoint }: ReadState) => ({
  ...(factVersion === undefined ? {} : { factVersion }),
  ...(lastFullSync === undefined ? {} : { lastFullSync }),
  ...(checkpoint === undefined ? {} : { checkpoint }),
});

/** Microsoft asks for a longer pause than a run waits. */
export const readPostponed = (before: ReadState, until: Date, now: Date): ReadState => ({
  state: { state: 'stale', since: sinceOf(before, now), dataAsOf: before.state.dataAsOf },
  resumeAt: instantOf(until),
  ...versionOf(before),
});

/** It failed: what was read before is stale; where nothing was, there is nothing to show. */
export const readFailed = (before: ReadState, now: Date): ReadState => {
  const state: SurfaceState['state'] = before.state.dataAsOf === null ? 'failed' : 'stale';
  return { state: { state, since: sinceOf(before, now), dataAsOf: before.state.dataAsOf }, ...versionOf(before) };
};
