import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { outcomeOf } from '../client-harness.ts';
import type { FaultScenario } from '../fault-scenario.ts';
import { openRunHarness, surfaceById } from '../run-harness.ts';

export const transactionConflict: FaultScenario = {
  number: 24,
  fault: 'DynamoDB cancels a transaction because of a conflict',
  expected: 'done, ok, 2 facts after 1 conflict',
  protection: {
    file: 'shared/store/transaction-writes.ts',
    find: 'await retryOnConflict(send, transactionConflicts);',
    replace: 'await send();',
    without: 'a conflict is not retried',
  },
  async run() {
    const { table, read, state, facts } = await openRunHarness();
    let conflicts = 0;
    table.client.middlewareStack.add(
      (next, context) => (args) => {
        if (conflicts > 0 || context['commandName'] !== 'TransactWriteItemsCommand') return next(args);
        conflicts += 1;
        const CancellationReasons = [{ Code: 'None' }, { Code: 'TransactionConflict' }];
        throw new TransactionCanceledException({ message: 'conflict', $metadata: {}, CancellationReasons });
      },
      { step: 'initialize' },
    );
    const domains = surfaceById('domains');
    const outcome = await outcomeOf(async () => (await read(domains)).status);
    return `${outcome}, ${await state(domains)}, ${(await facts(domains)).length} facts after ${conflicts} conflict`;
  },
};
