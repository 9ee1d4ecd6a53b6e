import { AppError } from '#shared/kernel/errors.ts';
import type { FactWriter } from '#shared/store/fact-store.ts';
import type { AnySurface, ReadContext } from '#shared/surfaces/define-surface.ts';
import type { CollectedCounts } from './ports.ts';

export interface PageHooks {
  /** Whether the time of the run is over. Checked after every page. */
  isTimeUp(): boolean;
  /** Called with the fact ids of every page that was written. */
  onPage?(factIds: readonly string[]): void;
}

/**
 * Reads a surface into the table. Only a complete read is sealed. A read that stops keeps the facts it wrote and
 * removes nothing.
 */
export const collectFacts = async (
  surface: AnySurface,
  readContext: ReadContext,
  writer: FactWriter,
  { isTimeUp, onPage }: PageHooks,
): Promise<CollectedCounts> => {
  for await (const page of surface.read(readContext)) {
    for (const fact of page) await writer.add(surface.identify(fact), surface.fact.parse(fact));
    onPage?.(page.map((fact) => surface.identify(fact)));
    if (isTimeUp()) throw new AppError('OutOfTime', `${surface.id} could not be read to its end in the time of a run`);
  }
  return { ...(await writer.complete()), dropped: 0 };
};
