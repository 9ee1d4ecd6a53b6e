import { addDays, instantOf } from '#shared/kernel/clock.ts';
import { isAppError } from '#shared/kernel/errors.ts';
import type { ReadState } from '#shared/kernel/read-state.ts';
import type { FactWriter } from '#shared/store/fact-store.ts';
import type { AnySurface, ReadContext, SurfaceSubject } from '#shared/surfaces/define-surface.ts';
import { collectFacts } from './collect-facts.ts';
import type { CollectedCounts } from './ports.ts';

type Checkpoint = NonNullable<ReadState['checkpoint']>;

/** A read that began longer ago starts over: its first facts would be older than anything else that is shown. */
const maxAgeDays = 7;

/**
 * The unfinished read to continue. Undefined where there is none, or where it used another access option or fact
 * version.
 */
const checkpointToResume = (
  before: ReadState,
  { factVersion }: AnySurface,
  { accessOption, now }: ReadContext,
): Checkpoint | undefined => {
  const { checkpoint } = before;
  if (checkpoint === undefined || checkpoint.accessOption !== accessOption || checkpoint.factVersion !== factVersion)
    return undefined;
  return checkpoint.startedAt > instantOf(addDays(now, -maxAgeDays)) ? checkpoint : undefined;
};

/**
 * The subjects that are left to read: those after the last one, and those that joined the audience before it meanwhile.
 * Facts of the others are kept.
 */
const remainingSubjects = async (
  audience: readonly SurfaceSubject[],
  lastSubjectId: string | undefined,
  writer: FactWriter,
): Promise<readonly SurfaceSubject[]> => {
  const inOrder = audience.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  if (lastSubjectId === undefined) return inOrder;
  const rest: SurfaceSubject[] = [];
  for (const subject of inOrder)
    if (subject.id > lastSubjectId || !(await writer.keepStored(subject.id))) rest.push(subject);
  return rest;
};

const lastId = (ids: readonly string[], before: string): string => [before, ...ids].toSorted().at(-1) ?? before;

/** A refusal says nothing about where to continue, and a run that lost its lease must not write. */
const isNotResumable = (error: unknown): boolean => isAppError(error, 'NeedsAccess', 'NeedsLicense', 'Fenced');

export interface PerSubjectProgress {
  readonly before: ReadState;
  readonly isTimeUp: () => boolean;
  /** Stores the progress of a read that did not finish. */
  saveProgress(state: ReadState): Promise<void>;
}

/**
 * Reads a surface subject by subject. In a large tenant such a read takes longer than a run may. When the time is over,
 * or the read is paused or fails, it stores its progress and the next run continues after it. The read is complete when
 * the last subject was read, and then its facts are as old as its start.
 */
export const collectPerSubject = async (
  surface: AnySurface,
  readContext: ReadContext,
  writer: FactWriter,
  { before, isTimeUp, saveProgress }: PerSubjectProgress,
): Promise<{ readonly counts: CollectedCounts; readonly startedAt: Date }> => {
  const checkpoint = checkpointToResume(before, surface, readContext);
  const startedAt = checkpoint?.startedAt ?? instantOf(readContext.now);
  let lastSubjectId = checkpoint?.lastSubjectId ?? '';
  const onPage = (ids: readonly string[]): void => {
    lastSubjectId = lastId(ids, lastSubjectId);
  };
  try {
    const audience = await remainingSubjects(readContext.audience, checkpoint?.lastSubjectId, writer);
    const rest = { ...readContext, audience, othersWereRead: checkpoint !== undefined };
    const counts = await collectFacts(surface, rest, writer, { isTimeUp, onPage });
    return { counts, startedAt: new Date(startedAt) };
  } catch (error) {
    if (!isNotResumable(error) && lastSubjectId !== '') {
      await writer.flush();
      const { factVersion } = surface;
      await saveProgress({
        ...before,
        checkpoint: { accessOption: readContext.accessOption, factVersion, startedAt, lastSubjectId },
      });
    }
    throw error;
  }
};
