import { addSeconds } from '#shared/kernel/clock.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

export const expiredNotDeleted: FaultScenario = {
  number: 35,
  fault: 'a throttle window has expired, and DynamoDB has not deleted it yet',
  expected: 'before its end: 1 window; after it: 0 windows',
  protection: {
    file: 'shared/store/throttle-window-store.ts',
    find: 'new Date(untilAt) > now ? [[bucket, new Date(untilAt)]] : []',
    replace: 'now ? [[bucket, new Date(untilAt)]] : []',
    without: 'the expiry of a window is not checked',
  },
  async run() {
    const { collecting, scope, clock } = await openRunHarness();
    await collecting.throttleWindows.open(scope, 'directory', addSeconds(clock.now(), 60));
    const count = async () => (await collecting.throttleWindows.ofTenant(scope)).size;
    const before = await count();
    clock.advanceSeconds(61);
    return `before its end: ${before} window; after it: ${await count()} windows`;
  },
};
