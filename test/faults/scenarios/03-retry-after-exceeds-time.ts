import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const retryAfterExceedsTime: FaultScenario = {
  number: 3,
  fault: '`Retry-After` longer than the Lambda has left',
  expected: 'paused for 59 s, 0 s slept in the Lambda; called again: done',
  protection: {
    file: 'shared/microsoft/with-retry.ts',
    find: '    if (wait > remainingSeconds(retryPolicy)) throw waitExceedsTimeLeft(wait, buckets);\n',
    replace: '',
    without: 'the Lambda sleeps',
  },
  async run() {
    const { read, sleptInLambda, clock } = await openRunHarness([
      { match: { template: '/domains', nth: 1 }, fault: { status: 429, retryAfter: 58 } },
    ]);
    const surface = surfaceById('domains');
    const { status, resumeAfterSeconds, waitedSeconds } = await read(surface);
    const slept = sleptInLambda();
    clock.advanceSeconds(resumeAfterSeconds);
    const second = await read(surface, { waitedSeconds });
    return `${status} for ${resumeAfterSeconds} s, ${slept} s slept in the Lambda; called again: ${second.status}`;
  },
};
