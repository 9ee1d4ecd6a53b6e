import { testSurface } from '#test/support/test-collecting.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

const pageOf = (letter: string) => Array.from({ length: 42 }, (_, at) => ({ id: `${letter}${at}`, value: 1 }));

const reads = (dies: boolean) =>
  testSurface({
    accessOptions: [{ name: 'all', scopes: [['User.Read.All']] }],
    // A merge surface removes no facts, so a fact that was written twice would stay.
    completeness: 'merge',
    async *read() {
      yield pageOf('a');
      if (dies) throw new Error('killed');
      yield pageOf('b');
    },
  });

export const killedHalfWay: FaultScenario = {
  number: 23,
  fault: 'the Lambda is killed after it wrote facts and before it recorded the state',
  expected: 'killed, never-read; again: done, ok, 84 facts, 44 of them written now',
  protection: {
    file: 'shared/collecting/collect-facts.ts',
    find: 'writer.add(surface.identify(fact), ',
    replace: 'writer.add(`${surface.identify(fact)} ${Math.random()}`, ',
    without: 'facts have no stable id',
  },
  async run() {
    const { read, state, facts, collecting } = await openRunHarness();
    const killed = await outcomeOf(async () => (await read(reads(true))).status);
    const before = await state(reads(true));
    const { status } = await read(reads(false));
    const written = collecting.notes.at(-1)?.written;
    const after = `${status}, ${await state(reads(false))}, ${(await facts(reads(false))).length} facts`;
    return `${killed}, ${before}; again: ${after}, ${written} of them written now`;
  },
};
