import { openClientHarness } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';

const fault = {
  status: 401,
  body: { error: { code: 'InvalidAuthenticationToken', message: 'Lifetime validation failed' } },
};

export const tokenExpires: FaultScenario = {
  number: 7,
  fault: '401 for a token in the middle of a run: once, and for good',
  expected: 'once: 2 domains, 2 tokens, 2 requests; for good: TokenRefused, 2 tokens, 2 requests',
  protection: {
    file: 'shared/microsoft/graph-client.ts',
    find: '      await sendWithToken(true);\n',
    replace: '      throw error;\n',
    without: 'no new token is requested',
  },
  async run() {
    const outcomes: string[] = [];
    for (const [name, nth] of [
      ['once', [1]],
      ['for good', [1, 2, 3, 4, 5, 6]],
    ] as const) {
      const { domains, server, arrived } = await openClientHarness({
        faults: [{ match: { template: '/domains', nth: [...nth] }, fault }],
      });
      outcomes.push(`${name}: ${await domains()}, ${server.counters().token} tokens, ${arrived('/domains')} requests`);
    }
    return outcomes.join('; ');
  },
};
