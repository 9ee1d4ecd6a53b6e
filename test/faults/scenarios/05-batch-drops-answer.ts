import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const path = '/users/{id}/authentication/methods';

export const batchDropsAnswer: FaultScenario = {
  number: 5,
  fault: '`$batch` leaves one request unanswered, and answers the others out of order',
  expected: '6 of 6 answered, each by its own id, in 2 batches',
  protection: {
    file: 'shared/microsoft/send-in-batches.ts',
    find: "    if (!isLast) return 'failed';\n",
    replace: '    if (!isLast) return { id: pending.request.id, ok: true, body: {} };\n',
    without: 'a missing answer counts as an empty one',
  },
  async run() {
    const { graph, tenant, server } = await openClientHarness({
      faults: [{ match: { service: 'batch', nth: 1 }, fault: { batch: 'drop' } }],
    });
    const requests = tenant.users.map(({ id }) => ({ id, path, params: { id } }));
    const answers = await Array.fromAsync(graph.batch(requests));
    const right = answers.filter((answer) => answer.ok && JSON.stringify(answer.body).includes(answer.id));
    const batches = server.counters().byService.batch;
    return `${right.length} of ${requests.length} answered, each by its own id, in ${batches} batches`;
  },
};
