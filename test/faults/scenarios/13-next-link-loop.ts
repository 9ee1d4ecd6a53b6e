import { openClientHarness, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const maxPages = 25;

export const nextLinkLoop: FaultScenario = {
  number: 13,
  fault: 'the next link of a page leads to the same page',
  expected: 'MicrosoftAnswerMalformed after 1 page',
  protection: {
    file: 'shared/microsoft/pager.ts',
    find: "    if (read.has(url)) throw malformed('the next link leads back to a page that was read');\n",
    replace: '',
    without: 'every link is followed',
  },
  async run() {
    const { graph } = await openClientHarness({
      faults: [{ match: { template: '/domains' }, fault: { paging: 'loop' } }],
    });
    let pages = 0;
    const outcome = await outcomeOf(async () => {
      for await (const _page of graph.pages({ path: '/domains' })) {
        pages += 1;
        if (pages === maxPages) return 'no end';
      }
      return 'an end';
    });
    return `${outcome} after ${pages} page`;
  },
};
