import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

export const brokenAnswers: FaultScenario = {
  number: 16,
  fault: 'half a JSON document, a page of HTML and nothing at all, each with status 200',
  expected: '2 domains by 4 requests',
  protection: {
    file: 'shared/microsoft/backoff.ts',
    find: "'MicrosoftUnavailable', 'MicrosoftAnswerMalformed'",
    replace: "'MicrosoftUnavailable'",
    without: 'a malformed answer is not retried',
  },
  async run() {
    const { domains, arrived } = await openClientHarness({
      faults: (['truncated', 'html', 'empty'] as const).map((malformed, at) => ({
        match: { template: '/domains', nth: at + 1 },
        fault: { malformed },
      })),
    });
    return `${await domains()} by ${arrived('/domains')} requests`;
  },
};
