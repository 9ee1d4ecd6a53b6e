import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

/** Ends the scenario if a retry never ends. */
const maxAttempts = 200;

export const noCapacity: FaultScenario = {
  number: 25,
  fault: 'DynamoDB throttles every write of facts',
  expected: 'StoreUnavailable, stale; 2 facts of 2 kept; later: done, ok, 2 facts',
  protection: {
    file: 'shared/collecting/collect-facts.ts',
    find: '...(await writer.complete()),',
    replace: '...(await writer.complete().catch(() => ({ read: 0, written: 0, removed: 0 }))),',
    without: 'an error of the last write is ignored',
  },
  async run() {
    const { table, tenant, collect, state, facts, begin, clock } = await openRunHarness();
    const domains = surfaceById('domains');
    await collect(domains);
    for (const domain of tenant.domains) domain.passwordValidityPeriodInDays = 90;
    let refused = 0;
    let isFull = true;
    table.client.middlewareStack.add(
      (next, context) => (args) => {
        const isOfFacts = JSON.stringify(args.input).includes('FACT#');
        if (!isFull || context['commandName'] !== 'TransactWriteItemsCommand' || !isOfFacts) return next(args);
        refused += 1;
        if (refused > maxAttempts) throw new Error(`more than ${maxAttempts} attempts`);
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
      },
      { step: 'initialize' },
    );
    const outcome = `${await collect(domains)}, ${await state(domains)}`;
    const kept = `${(await facts(domains)).length} facts of ${tenant.domains.length} kept`;
    isFull = false;
    clock.advanceSeconds(3600);
    const later = `${await collect(domains, await begin(2))}, ${await state(domains)}`;
    return `${outcome}; ${kept}; later: ${later}, ${(await facts(domains)).length} facts`;
  },
};
