import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const tokenEndpointFails: FaultScenario = {
  number: 10,
  fault: 'the token endpoint fails twice',
  expected: '2 domains by 3 token requests',
  protection: {
    file: 'shared/microsoft/with-retry.ts',
    find: 'isTransient(error) && !isLast',
    replace: 'isTransient(error) && attempt > maxAttempts',
    without: 'nothing is retried',
  },
  async run() {
    const { domains, server } = await openClientHarness({
      faults: [{ match: { service: 'token', nth: [1, 2] }, fault: { status: 503 } }],
    });
    return `${await domains()} by ${server.counters().token} token requests`;
  },
};
