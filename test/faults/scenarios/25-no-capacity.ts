import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

/** A retry that never ends would be noticed by this. */
const manyTimes = 200;

export const noCapacity: FaultScenario = {
  number: 25,
  fault: 'DynamoDB takes no write of facts any more, for as long as it is asked',
  expected: 'StoreUnavailable, stale; 2 facts of 2 kept; later: done, ok, 2 facts',
  protection: {
    file: 'shared/collecting/collect-facts.ts',
    find: '...(await writer.complete()),',
    replace: '...(await writer.complete().catch(() => ({ read: 0, written: 0, removed: 0 }))),',
    without: 'what could not be written is passed over',
  },
  async run() {
    const { table, tenant, visit, state, facts, begin, clock } = await openRunHarness();
    const domains = surfaceById('domains');
    await visit(domains);
    for (const domain of tenant.domains) domain.passwordValidityPeriodInDays = 90;
    let refused = 0;
    let isFull = true;
    table.client.middlewareStack.add(
      (next, context) => (args) => {
        const isOfFacts = JSON.stringify(args.input).includes('FACT#');
        if (!isFull || context['commandName'] !== 'TransactWriteItemsCommand' || !isOfFacts) return next(args);
        refused += 1;
        if (refused > manyTimes) throw new Error(`asked ${manyTimes} times and more`);
        throw new ProvisionedThroughputExceededException({ message: 'slow down', $metadata: {} });
      },
      { step: 'initialize' },
    );
    const seen = `${await visit(domains)}, ${await state(domains)}`;
    const kept = `${(await facts(domains)).length} facts of ${tenant.domains.length} kept`;
    isFull = false;
    clock.advanceSeconds(3600);
    const later = `${await visit(domains, await begin(2))}, ${await state(domains)}`;
    return `${seen}; ${kept}; later: ${later}, ${(await facts(domains)).length} facts`;
  },
};
