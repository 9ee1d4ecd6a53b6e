import { testSurface } from '#test/support/test-collecting.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

/** Ends the list if the reader does not stop. */
const maxPages = 1000;

export const neverEndingList: FaultScenario = {
  number: 28,
  fault: 'a list is so long that the Lambda runs out of time',
  expected: 'things: deferred, stale after 6 pages, 10 facts kept; domains: done, ok',
  protection: {
    file: 'shared/collecting/collect-facts.ts',
    find: 'if (isTimeUp()) throw',
    replace: 'if (isTimeUp() && isTimeUp === undefined) throw',
    without: 'the remaining time is not checked',
  },
  async run() {
    const { collect, state, facts, begin, clock } = await openRunHarness();
    let pages = 0;
    const list = (slowly: boolean) =>
      testSurface({
        accessOptions: [{ name: 'all', scopes: [['User.Read.All']] }],
        async *read() {
          for (let page = 0; page < (slowly ? maxPages : 1); page += 1) {
            pages += 1;
            if (slowly) clock.advanceSeconds(10);
            yield Array.from({ length: 10 }, (_, at) => ({ id: `${page} ${at}`, value: page }));
          }
        },
      });
    await collect(list(false));
    pages = 0;
    clock.advanceSeconds(3600);
    const run = await begin(2);
    const outcome = `${await collect(list(true), run)}, ${await state(list(true))} after ${pages} pages`;
    const kept = (await facts(list(true))).filter((fact) => JSON.stringify(fact).includes('"0 ')).length;
    const domains = surfaceById('domains');
    return `things: ${outcome}, ${kept} facts kept; domains: ${await collect(domains, run)}, ${await state(domains)}`;
  },
};
