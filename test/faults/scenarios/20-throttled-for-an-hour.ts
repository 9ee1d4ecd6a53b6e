import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const throttledForAnHour: FaultScenario = {
  number: 20,
  fault: 'Conditional Access answers 429 without `Retry-After` for an hour',
  expected: 'conditional-access: deferred, stale, 10 requests; domains: done; an hour later: done, ok',
  protection: {
    file: 'shared/microsoft/with-retry.ts',
    find: 'error.details.retryAfterSeconds ?? defaultThrottleSeconds(attempt, retryPolicy.random)',
    replace: 'error.details.retryAfterSeconds ?? 0',
    without: 'a 429 without `Retry-After` is retried at once',
  },
  async run() {
    const template = '/identity/conditionalAccess/policies';
    const { collect, state, arrived, server, begin, clock } = await openRunHarness([
      { match: { service: 'conditional-access' }, fault: { status: 429 } },
    ]);
    const [policies, domains] = [surfaceById('conditional-access'), surfaceById('domains')];
    const outcome = `${await collect(policies)}, ${await state(policies)}, ${arrived(template)} requests`;
    const other = await collect(domains);
    server.setFaults([]);
    clock.advanceSeconds(3600);
    const later = `${await collect(policies, await begin(2))}, ${await state(policies)}`;
    return `conditional-access: ${outcome}; domains: ${other}; an hour later: ${later}`;
  },
};
