import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const headers = {
  decimal: '2.128',
  date: 'Sun, 22 Nov 2026 09:05:00 GMT',
  past: 'Sun, 22 Nov 2026 08:00:00 GMT',
  negative: '-1',
  absent: undefined,
  huge: '99999',
} as const;

export const unusualRetryAfter: FaultScenario = {
  number: 2,
  fault: '429 with a decimal, a date, a past date, a negative number, nothing, or more than a day in `Retry-After`',
  expected:
    'decimal: 2 domains after 3 s; date: 2 domains after 300 s; past: 2 domains after 0 s; negative: 2 domains after 0 s; absent: 2 domains after 2 s; huge: MicrosoftThrottled after 0 s',
  protection: {
    file: 'shared/microsoft/retry-after.ts',
    find: '/^[+-]?\\d+(\\.\\d+)?$/',
    replace: '/^\\d+$/',
    without: 'only whole seconds are parsed',
  },
  async run() {
    const outcomes: string[] = [];
    for (const [name, retryAfter] of Object.entries(headers)) {
      const fault = { status: 429, ...(retryAfter !== undefined && { retryAfter }) };
      const { domains, waited } = await openClientHarness({
        faults: [{ match: { template: '/domains', nth: 1 }, fault }],
      });
      outcomes.push(`${name}: ${await domains()} after ${waited()} s`);
    }
    return outcomes.join('; ');
  },
};
