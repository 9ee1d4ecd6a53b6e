import { z } from 'zod';
import { Instant, instantOf } from './clock.ts';
import { neverRead, type SurfacePart, SurfaceState } from './surface-state.ts';

/** The stored state of one read target: a surface, or one mailbox of a communications surface. */
export const ReadState = z.object({
  state: SurfaceState,
  /** Set where Microsoft asked for a long pause: nothing is read before this instant. */
  resumeAt: Instant.optional(),
  /** The version of the stored facts. Where the code has another version, they must be read again. */
  factVersion: z.int().positive().optional(),
  /**
   * The last full sync: when it started, and a hash of the filters that it applied. Later incremental syncs continue
   * from `dataAsOf`.
   */
  lastFullSync: z.object({ at: Instant, filterHash: z.string() }).optional(),
  /**
   * Where a sync that reads subject by subject was cut off: its access option, the version of its facts, when it
   * started, and the last subject that it read.
   */
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

/** Permissions or license plans that are missing. */
export interface AccessRefusal {
  readonly state: 'needs-access' | 'needs-license';
  readonly needs: readonly string[];
}

const stateSince = ({ state }: ReadState, now: Date): string =>
  (state.state === 'stale' || state.state === 'failed' ? state.since : undefined) ?? instantOf(now);

/** What a read to the end could not read: some of its parts, and the scopes that are missing for them. */
export interface UnreadParts {
  readonly count: number;
  readonly part: SurfacePart;
  readonly needs?: readonly string[];
}

/** The state after a read to the end: `partial` if some of its parts could not be read (rules 44). */
export const readCompleted = (now: Date, unread?: UnreadParts): ReadState => {
  if (unread === undefined || unread.count === 0) return { state: { state: 'ok', dataAsOf: instantOf(now) } };
  const { count, part, needs = [] } = unread;
  return {
    state: {
      state: 'partial',
      unread: { count, part },
      ...(needs.length === 0 ? {} : { needs: [...needs] }),
      dataAsOf: instantOf(now),
    },
  };
};

/** The age of the stored facts and what is missing from them. A read that does not reach the end changes neither. */
const factsOf = ({ state: { unread, dataAsOf } }: ReadState): Pick<SurfaceState, 'unread' | 'dataAsOf'> => ({
  ...(unread === undefined ? {} : { unread }),
  dataAsOf,
});

/** The state after a refusal. The facts that were read earlier stay stored, with their age. */
export const readRefused = (before: ReadState, { state, needs }: AccessRefusal, optional: boolean): ReadState => ({
  state: {
    state,
    needs: [...needs],
    ...(optional && state === 'needs-access' ? { optional: true } : {}),
    ...factsOf(before),
  },
});

/**
 * What stays unchanged by a read that did not complete: the version of the stored facts, and the progress of earlier
 * syncs.
 */
const versionOf = ({ factVersion, lastFullSync, checkpoint }: ReadState) => ({
  ...(factVersion === undefined ? {} : { factVersion }),
  ...(lastFullSync === undefined ? {} : { lastFullSync }),
  ...(checkpoint === undefined ? {} : { checkpoint }),
});

/** The state while Microsoft asks for a longer pause than a run waits. */
export const readPostponed = (before: ReadState, until: Date, now: Date, code: string): ReadState => ({
  state: { state: 'stale', code, since: stateSince(before, now), ...factsOf(before) },
  resumeAt: instantOf(until),
  ...versionOf(before),
});

/** The state after a failure with its code: stale where facts were read earlier, failed where there are none. */
export const readFailed = (before: ReadState, now: Date, code: string): ReadState => {
  const state: SurfaceState['state'] = before.state.dataAsOf === null ? 'failed' : 'stale';
  return {
    state: { state, code, since: stateSince(before, now), ...factsOf(before) },
    ...versionOf(before),
  };
};
