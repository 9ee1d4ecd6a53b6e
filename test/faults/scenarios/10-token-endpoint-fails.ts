import { reading } from '../at-microsoft.ts';
import type { FaultScenario } from '../scenario.ts';

export const tokenEndpointFails: FaultScenario = {
  number: 10,
  fault: 'the token endpoint fails twice',
  expected: '2 domains by 3 token requests',
  protection: {
    file: 'shared/microsoft/patience.ts',
    find: 'isTransient(error) && !isLast',
    replace: 'isTransient(error) && attempt > attempts',
    without: 'nothing is tried again',
  },
  async run() {
    const { domains, server } = await reading({
      faults: [{ match: { service: 'token', nth: [1, 2] }, fault: { status: 503 } }],
    });
    return `${await domains()} by ${server.counters().token} token requests`;
  },
};
