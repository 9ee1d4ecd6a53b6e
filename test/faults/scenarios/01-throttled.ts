import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const throttled: FaultScenario = {
  number: 1,
  fault: '429 with `Retry-After` in whole seconds',
  expected: '2 domains after 17 s and 2 requests',
  protection: {
    file: 'shared/microsoft/with-retry.ts',
    find: '  retryPolicy.throttle.close(buckets, seconds);\n',
    replace: '',
    without: 'no window is closed',
  },
  async run() {
    const { domains, waited, arrived } = await openClientHarness({
      faults: [{ match: { template: '/domains', nth: 1 }, fault: { status: 429, retryAfter: 17 } }],
    });
    return `${await domains()} after ${waited()} s and ${arrived('/domains')} requests`;
  },
};
