import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { VisitState } from '#shared/kernel/read-state.ts';
import type { FactWriter } from '#shared/store/fact-store.ts';
import type { AnySurface, Reading, Visit } from '#shared/surfaces/define-surface.ts';
import { collectFacts } from './collect-facts.ts';
import type { CollectedCounts } from './ports.ts';

type Unfinished = NonNullable<VisitState['unfinished']>;

/** A reading that began longer ago is begun anew: its first facts would be older than anything else that is shown. */
const longestDays = 7;

/** The reading that is to be gone on with; undefined where there is none, or it was of another way or shape. */
const unfinishedOf = (
  before: VisitState,
  { factVersion }: AnySurface,
  { way, now }: Reading,
): Unfinished | undefined => {
  const { unfinished } = before;
  if (unfinished === undefined || unfinished.way !== way || unfinished.factVersion !== factVersion) return undefined;
  return unfinished.begunAt > instantOf(addDays(now, -longestDays)) ? unfinished : undefined;
};

/** Whom it still has to visit: those behind the last one, and whoever joined the audience in front of it meanwhile. What was read of the others is kept. */
const restOf = async (
  audience: readonly Visit[],
  after: string | undefined,
  writer: FactWriter,
): Promise<readonly Visit[]> => {
  const inOrder = audience.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (after === undefined) return inOrder;
  const rest: Visit[] = [];
  for (const visit of inOrder) if (visit.id > after || !(await writer.keep(visit.id))) rest.push(visit);
  return rest;
};

const last = (ids: readonly string[], before: string): string =>
  ids.reduce((most, id) => (id > most ? id : most), before);

/** A refusal says nothing about where to go on, and whoever was fenced off must not write. */
const isFinal = (error: unknown): boolean => isAppError(error, 'NeedsAccess', 'NeedsLicense', 'Fenced');

export interface OneByOne {
  readonly before: VisitState;
  readonly isOver: () => boolean;
  /** Keeps how far a reading came that did not end. */
  keep(state: VisitState): Promise<void>;
}

/**
 * Reads a surface by a way that visits one by one. Such a reading of a large tenant takes longer than a run may: cut off by the end of its time, a pause or a
 * failure, it keeps its place, and the next one goes on behind it. It is complete, and as old as its beginning, when the last one was visited.
 */
export const collectOneByOne = async (
  surface: AnySurface,
  reading: Reading,
  writer: FactWriter,
  { before, isOver, keep }: OneByOne,
): Promise<{ readonly counts: CollectedCounts; readonly begunAt: Date }> => {
  const unfinished = unfinishedOf(before, surface, reading);
  const begunAt = unfinished?.begunAt ?? instantOf(reading.now);
  let after = unfinished?.after ?? '';
  const onPage = (ids: readonly string[]): void => {
    after = last(ids, after);
  };
  try {
    const audience = await restOf(reading.audience, unfinished?.after, writer);
    const counts = await collectFacts(surface, { ...reading, audience }, writer, { isOver, onPage });
    return { counts, begunAt: new Date(begunAt) };
  } catch (error) {
    if (!isFinal(error) && after !== '') {
      await writer.pause();
      const { factVersion } = surface;
      await keep({ ...before, unfinished: { way: reading.way, factVersion, begunAt, after } });
    }
    throw error;
  }
};
