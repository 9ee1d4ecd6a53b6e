import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import type { FactWriter } from '#shared/store/fact-store.ts';
import type { AnySurface, ReadContext, SurfaceSubject } from '#shared/surfaces/define-surface.ts';
import { collectFacts } from './collect-facts.ts';
import type { CollectedCounts } from './ports.ts';

type Unfinished = NonNullable<ReadState['checkpoint']>;

/** A reading that began longer ago is begun anew: its first facts would be older than anything else that is shown. */
const longestDays = 7;

/** The reading that is to be gone on with; undefined where there is none, or it was of another way or shape. */
const unfinishedOf = (
  before: ReadState,
  { factVersion }: AnySurface,
  { accessOption, now }: ReadContext,
): Unfinished | undefined => {
  const { checkpoint } = before;
  if (checkpoint === undefined || checkpoint.accessOption !== accessOption || checkpoint.factVersion !== factVersion)
    return undefined;
  return checkpoint.startedAt > instantOf(addDays(now, -longestDays)) ? checkpoint : undefined;
};

/** Whom it still has to visit: those behind the last one, and whoever joined the audience in front of it meanwhile. What was read of the others is kept. */
const restOf = async (
  audience: readonly SurfaceSubject[],
  after: string | undefined,
  writer: FactWriter,
): Promise<readonly SurfaceSubject[]> => {
  const inOrder = audience.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (after === undefined) return inOrder;
  const rest: SurfaceSubject[] = [];
  for (const visit of inOrder) if (visit.id > after || !(await writer.keepStored(visit.id))) rest.push(visit);
  return rest;
};

const last = (ids: readonly string[], before: string): string =>
  ids.reduce((most, id) => (id > most ? id : most), before);

/** A refusal says nothing about where to go on, and whoever was fenced off must not write. */
const isFinal = (error: unknown): boolean => isAppError(error, 'NeedsAccess', 'NeedsLicense', 'Fenced');

export interface PerSubjectProgress {
  readonly before: ReadState;
  readonly isTimeUp: () => boolean;
  /** Keeps how far a reading came that did not end. */
  saveProgress(state: ReadState): Promise<void>;
}

/**
 * Reads a surface by a way that visits one by one. Such a reading of a large tenant takes longer than a run may: cut off by the end of its time, a pause or a
 * failure, it keeps its place, and the next one goes on behind it. It is complete, and as old as its beginning, when the last one was visited.
 */
export const collectPerSubject = async (
  surface: AnySurface,
  reading: ReadContext,
  writer: FactWriter,
  { before, isTimeUp, saveProgress }: PerSubjectProgress,
): Promise<{ readonly counts: CollectedCounts; readonly begunAt: Date }> => {
  const unfinished = unfinishedOf(before, surface, reading);
  const begunAt = unfinished?.startedAt ?? instantOf(reading.now);
  let after = unfinished?.lastSubjectId ?? '';
  const onPage = (ids: readonly string[]): void => {
    after = last(ids, after);
  };
  try {
    const audience = await restOf(reading.audience, unfinished?.lastSubjectId, writer);
    const counts = await collectFacts(surface, { ...reading, audience }, writer, { isTimeUp, onPage });
    return { counts, begunAt: new Date(begunAt) };
  } catch (error) {
    if (!isFinal(error) && after !== '') {
      await writer.flush();
      const { factVersion } = surface;
      await saveProgress({
        ...before,
        checkpoint: { accessOption: reading.accessOption, factVersion, startedAt: begunAt, lastSubjectId: after },
      });
    }
    throw error;
  }
};
