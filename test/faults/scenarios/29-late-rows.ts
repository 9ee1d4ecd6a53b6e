import { fakeGraphReader, readFacts } from '#test/support/graph-reader.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { surfaceById } from '../run-harness.ts';

const completeAt = new Date('2026-11-22T08:30:00.000Z');

export const lateRows: FaultScenario = {
  number: 29,
  fault: 'rows of the audit log appear minutes after their time',
  expected: 'reads again from 7200 s before the last complete read',
  protection: {
    file: 'shared/surfaces/incremental.ts',
    find: 'return addSeconds(completeAt, -overlapSeconds);',
    replace: 'return addSeconds(completeAt, -overlapSeconds * 0);',
    without: 'a read continues exactly where the last one began',
  },
  async run() {
    const graph = fakeGraphReader({ '/auditLogs/directoryAudits': { value: [] } });
    await readFacts(surfaceById('directory-audits'), graph, { previous: { facts: [], completeAt } });
    const [from = ''] = /\d{4}-.*Z/.exec(graph.asked[0]?.query?.['$filter'] ?? '') ?? [];
    return `reads again from ${(completeAt.getTime() - Date.parse(from)) / 1000} s before the last complete read`;
  },
};
