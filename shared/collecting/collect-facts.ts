import { AppError } from '#shared/kernel/errors.ts';
import type { FactWriter } from '#shared/store/fact-store.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import type { CollectedCounts } from './ports.ts';

export interface PageHooks {
  /** Whether the time of the run is over; asked after every page. */
  isTimeUp(): boolean;
  /** Told of the ids of every page that was taken in. */
  onPage?(factIds: readonly string[]): void;
}

/** Reads a surface into the table. Only a reading that came to its end is sealed; one that stops leaves what it had read, and removes nothing. */
export const collectFacts = async (
  surface: AnySurface,
  reading: ReadContext,
  writer: FactWriter,
  { isTimeUp, onPage }: PageHooks,
): Promise<CollectedCounts> => {
  for await (const page of surface.read(reading)) {
    for (const fact of page) await writer.add(surface.identify(fact), surface.fact.parse(fact));
    onPage?.(page.map((fact) => surface.identify(fact)));
    if (isTimeUp()) throw new AppError('OutOfTime', `${surface.id} could not be read to its end in the time of a run`);
  }
  return { ...(await writer.complete()), dropped: 0 };
};
