import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const emptyPage: FaultScenario = {
  number: 14,
  fault: 'an empty page with a next link',
  expected: '2 domains by 2 requests',
  protection: {
    file: 'shared/microsoft/pager.ts',
    find: '    yield page.data.value;\n',
    replace: '    if (page.data.value.length === 0) return;\n    yield page.data.value;\n',
    without: 'an empty page counts as the last one',
  },
  async run() {
    const { domains, arrived } = await openClientHarness({
      faults: [{ match: { template: '/domains', nth: 1 }, fault: { paging: 'empty-page' } }],
    });
    return `${await domains()} by ${arrived('/domains')} requests`;
  },
};
