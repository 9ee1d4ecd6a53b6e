import { fakeGraphReader, readFacts } from '#test/support/graph-reader.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { surfaceById } from '../run-harness.ts';

const completeAt = new Date('2026-11-22T08:30:00.000Z');

export const lateRows: FaultScenario = {
  number: 29,
  fault: 'clocks differ by minutes: what happened before the last reading began is shown after it',
  expected: 'asks again from 7200 s before the last complete reading',
  protection: {
    file: 'shared/surfaces/incremental.ts',
    find: 'return addSeconds(completeAt, -overlapSeconds);',
    replace: 'return addSeconds(completeAt, -overlapSeconds * 0);',
    without: 'a reading goes on where the last one began',
  },
  async run() {
    const graph = fakeGraphReader({ '/auditLogs/directoryAudits': { value: [] } });
    await readFacts(surfaceById('directory-audits'), graph, { previous: { facts: [], completeAt } });
    const [from = ''] = /\d{4}-.*Z/.exec(graph.asked[0]?.query?.['$filter'] ?? '') ?? [];
    return `asks again from ${(completeAt.getTime() - Date.parse(from)) / 1000} s before the last complete reading`;
  },
};
