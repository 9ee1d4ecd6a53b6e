import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const noAnswer: FaultScenario = {
  number: 18,
  fault: 'the connection is reset, ends in the middle of an answer, or sends nothing',
  expected: '2 domains by 4 requests',
  protection: {
    file: 'shared/microsoft/origins.ts',
    find: '        signal: AbortSignal.timeout(Math.ceil(timeoutSeconds * 1000)),\n',
    replace: '',
    without: 'requests have no timeout',
  },
  async run() {
    const { domains, arrived } = await openClientHarness({
      seconds: 1,
      faults: [
        { match: { template: '/domains', nth: 1 }, fault: { reset: true } },
        { match: { template: '/domains', nth: 2 }, fault: { cut: true } },
        { match: { template: '/domains', nth: 3 }, fault: { hang: true } },
      ],
    });
    return `${await domains()} by ${arrived('/domains')} requests`;
  },
};
