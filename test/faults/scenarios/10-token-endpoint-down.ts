import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const tokenEndpointDown: FaultScenario = {
  number: 10,
  fault: 'the token endpoint is down for minutes, and several surfaces need a token',
  expected:
    'domains: MicrosoftUnavailable by 5 token requests; organization: deferred by 1; users: deferred by 1; up again: done by 1',
  protection: {
    file: 'shared/microsoft/token.ts',
    find: 'if (failuresInARow >= maxAttempts) await',
    replace: 'if (failuresInARow < 0) await',
    without: 'the circuit breaker never opens',
  },
  async run() {
    const { clock, server, collect } = await openRunHarness([{ match: { service: 'token' }, fault: { status: 503 } }]);
    let tokenRequests = 0;
    const readAndCount = async (id: string): Promise<string> => {
      const outcome = await collect(surfaceById(id));
      const before = tokenRequests;
      tokenRequests = server.counters().token;
      return `${outcome} by ${tokenRequests - before}`;
    };
    const outcomes = [
      `domains: ${await readAndCount('domains')} token requests`,
      `organization: ${await readAndCount('organization')}`,
      `users: ${await readAndCount('users')}`,
    ];
    server.setFaults([]);
    clock.advanceSeconds(60);
    return [...outcomes, `up again: ${await readAndCount('domains')}`].join('; ');
  },
};
