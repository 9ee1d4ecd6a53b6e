import { isolatedTenant, openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const template = '/users/{id}/authentication/methods';

/** Throttles the first `count` of twenty requests, the last of them for the longest time. */
const withThrottled = async (count: number): Promise<string> => {
  const others = Array.from({ length: count - 1 }, (_, at) => at + 1);
  const { graph, tenant, waited, arrived } = await openClientHarness({
    tenant: isolatedTenant(20),
    faults: [
      { match: { template, nth: others }, fault: { status: 429, retryAfter: 3 } },
      { match: { template, nth: count }, fault: { status: 429, retryAfter: 5 } },
    ],
  });
  const requests = tenant.users.map(({ id }) => ({ id, path: template, params: { id } }));
  const answers = await Array.fromAsync(graph.batch(requests));
  const lists = answers.filter((answer) => answer.ok && JSON.stringify(answer.body).includes('"value"'));
  return `${count} throttled: ${lists.length} lists after ${waited()} s and ${arrived(template)} requests`;
};

export const throttledWithinABatch: FaultScenario = {
  number: 4,
  fault: '429 within a `$batch` that answers 200: one, seven, or all twenty',
  expected:
    '1 throttled: 20 lists after 5 s and 21 requests; 7 throttled: 20 lists after 5 s and 27 requests; 20 throttled: 20 lists after 5 s and 40 requests',
  protection: {
    file: 'shared/microsoft/batch-answers.ts',
    find: 'if (response.status >= 200 && response.status < 300) return',
    replace: 'if (response.status >= 200) return',
    without: 'the status of the batch counts for each answer in it',
  },
  run: async () => [await withThrottled(1), await withThrottled(7), await withThrottled(20)].join('; '),
};
