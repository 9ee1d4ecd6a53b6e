import { openClientHarness, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const enough = 25;

export const nextLinkLoop: FaultScenario = {
  number: 13,
  fault: 'a next link that leads back to its own page for ever',
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
    const seen = await outcomeOf(async () => {
      for await (const _page of graph.pages({ path: '/domains' })) {
        pages += 1;
        if (pages === enough) return 'no end';
      }
      return 'an end';
    });
    return `${seen} after ${pages} page`;
  },
};
