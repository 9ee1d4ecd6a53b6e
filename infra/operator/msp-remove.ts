import { contract } from '#functions/operations/remove-msp/contract.ts';
import { MspId } from '#shared/kernel/ids.ts';
import { runCommand, knownStage, readFlags, UsageError } from './command-line.ts';
import { invokeOperation } from './invoke.ts';

const usage = `npm run msp:remove -- --stage NAME --msp msp_… --name "Northwind IT"
  removes an MSP and all its data permanently; the name confirms that it is the right one`;

/** Removes an MSP permanently, in as many invocations as needed, and prints the receipt. */
await runCommand(usage, async (given) => {
  const { stage, msp, name } = readFlags(['stage', 'msp', 'name'], usage, given);
  const mspId = MspId.safeParse(msp);
  if (!mspId.success) throw new UsageError(`--msp must be the id of an MSP, got ${msp}\n${usage}`);
  for (;;) {
    const receipt = await invokeOperation(knownStage(stage), 'remove-msp', contract, { mspId: mspId.data, name });
    if (receipt.state === 'finished') {
      process.stdout.write(`${JSON.stringify(receipt, undefined, 2)}\n`);
      return;
    }
    const removed = Object.values(receipt.removed).reduce((sum, count) => sum + count, 0);
    process.stderr.write(`${removed} records are removed; continuing\n`);
  }
});
