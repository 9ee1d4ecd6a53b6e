import { runMachine } from '#test/support/run-machine.ts';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const items = ['one', 'two', 'three'].map((tenantId) => ({ mspId: 'msp', connectionId: tenantId, tenantId }));
const finished = { Status: 'SUCCEEDED', Output: '{"outcome":"finished"}' };

export const poisonedTenant: FaultScenario = {
  number: 27,
  fault: 'the machine of one of three tenants fails on its input',
  expected: 'finished, failed, finished: 3 of 3 tallied',
  protection: {
    file: 'statemachines/book-sync/definition.asl.json',
    find: '"Default": "TenantFailed"',
    replace: '"Default": "TenantAnswered"',
    without: 'the status of a tenant’s machine is ignored',
  },
  run: () =>
    outcomeOf(async () => {
      const { callsOf } = await runMachine(
        'book-sync',
        { kind: 'posture' },
        {
          'list-connections': ({ page }: { page: number }) => ({ page, items, more: false }),
          'tenant-posture': ({ tenantId }: { tenantId: string }) =>
            tenantId === 'two' ? { Status: 'FAILED', Error: 'States.Runtime' } : finished,
          'tally-page': ({ page }: { page: number }) => ({ page: page + 1 }),
          'finish-book': () => ({}),
        },
      );
      const tallies = callsOf('tally-page').map((tally) => tally as { outcomes: ({ outcome?: string } | null)[] });
      const outcomes = tallies.flatMap((tally) => tally.outcomes).map((each) => each?.outcome ?? 'lost');
      return `${outcomes.join(', ')}: ${outcomes.filter((each) => each !== 'lost').length} of ${items.length} tallied`;
    }),
};
