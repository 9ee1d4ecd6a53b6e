import { runMachine } from '#test/support/run-machine.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const tenants = ['noisy', 'small-1', 'small-2', 'small-3'];
const items = tenants.map((tenantId) => ({ mspId: 'msp', connectionId: tenantId, tenantId }));

export const noisyTenant: FaultScenario = {
  number: 28,
  fault: 'the first tenant of a book takes as long as all others together',
  expected: 'ended: small-1, small-2, small-3, noisy; 4 of 4 tallied',
  protection: {
    file: 'statemachines/book-sync/definition.asl.json',
    find: '"MaxConcurrency": 100',
    replace: '"MaxConcurrency": 1',
    without: 'tenants are read one after the other',
  },
  run: () =>
    outcomeOf(async () => {
      const ended: string[] = [];
      const { promise: othersEnded, resolve } = Promise.withResolvers<void>();
      const { callsOf } = await runMachine(
        'book-sync',
        { kind: 'posture' },
        {
          'list-connections': ({ page }: { page: number }) => ({ page, items, more: false }),
          'tenant-posture': async ({ tenantId }: { tenantId: string }) => {
            if (tenantId === 'noisy') await othersEnded;
            ended.push(tenantId);
            if (ended.length === tenants.length - 1) resolve();
            return { Status: 'SUCCEEDED', Output: '{"outcome":"finished"}' };
          },
          'tally-page': ({ page }: { page: number }) => ({ page: page + 1 }),
          'finish-book': () => ({}),
        },
      );
      const tallied = callsOf('tally-page').flatMap((tally) => (tally as { outcomes: unknown[] }).outcomes).length;
      return `ended: ${ended.join(', ')}; ${tallied} of ${items.length} tallied`;
    }),
};
