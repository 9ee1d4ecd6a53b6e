import { testSurface } from '#test/support/test-collecting.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

/** More facts than fit into one transaction. */
const pageOf = (letter: string, value: string) =>
  Array.from({ length: 42 }, (_, at) => ({ id: `${letter}${at}`, value }));

const reads = (value: string, between?: () => Promise<void>) =>
  testSurface({
    accessOptions: [{ name: 'all', scopes: [['User.Read.All']] }],
    async *read() {
      yield pageOf('a', value);
      await between?.();
      yield pageOf('b', value);
    },
  });

export const runsOverlap: FaultScenario = {
  number: 22,
  fault: 'two runs overlap: one writes after its lease has expired',
  expected: 'the older run: Fenced; 84 of 84 facts are the newer one’s',
  protection: {
    file: 'shared/store/transaction-writes.ts',
    find: '[guard, ...batch]',
    replace: '[...batch, ...[guard].slice(1)]',
    without: 'writes do not check the fence',
  },
  async run() {
    const { read, run, begin, clock, facts } = await openRunHarness();
    const older = reads('older', async () => {
      clock.advanceSeconds(3600);
      await read(reads('newer'), { by: await begin(2) });
      clock.advanceSeconds(-3600);
    });
    const outcome = await outcomeOf(async () => (await read(older, { by: run })).status);
    const all = await facts(older);
    const newer = all.filter((fact) => JSON.stringify(fact).includes('newer'));
    return `the older run: ${outcome}; ${newer.length} of ${all.length} facts are the newer one’s`;
  },
};
