import { openClientHarness, outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const path = '/users/{id}/authentication/methods';

export const batchDuplicatesAnswer: FaultScenario = {
  number: 5,
  fault: '`$batch` answers one request twice',
  expected: 'MicrosoftAnswerMalformed',
  protection: {
    file: 'shared/microsoft/batch-answers.ts',
    find: "    if (answers.has(response.id)) throw malformed('a batch answered one request twice');\n",
    replace: '',
    without: 'the second answer replaces the first',
  },
  async run() {
    const { graph, tenant } = await openClientHarness({
      faults: [{ match: { service: 'batch' }, fault: { batch: 'duplicate' } }],
    });
    const requests = tenant.users.map(({ id }) => ({ id, path, params: { id } }));
    return outcomeOf(async () => `${(await Array.fromAsync(graph.batch(requests))).length} answers`);
  },
};
