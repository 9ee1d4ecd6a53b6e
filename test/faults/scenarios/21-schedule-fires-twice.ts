import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness } from '../run-harness.ts';

export const scheduleFiresTwice: FaultScenario = {
  number: 21,
  fault: 'a schedule fires twice, and a step of a run is repeated',
  expected: 'the same execution again: fence 1; another one: LeaseHeld',
  protection: {
    file: 'shared/store/lease-store.ts',
    find: "        throw new AppError('LeaseHeld', `the run ${before.runId} holds the tenant`, { runId: before.runId });\n",
    replace: '',
    without: 'a second run takes the lease',
  },
  async run() {
    const { begin } = await openRunHarness();
    const fenceOf = (attempt: number) => outcomeOf(async () => `fence ${(await begin(attempt)).fence}`);
    return `the same execution again: ${await fenceOf(1)}; another one: ${await fenceOf(2)}`;
  },
};
