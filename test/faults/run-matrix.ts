import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsPage, isAsExpected, isCaught, type Seen } from './page.ts';
import { scenarios } from './scenarios/index.ts';
import { root, runIn, withoutProtection } from './trees.ts';

/** `npm run faults`: prints the matrix and keeps it in docs/generated; the status is 1 where an outcome or a protection is not as it must be. */
const atOnce = 2;

const look = async (index: number): Promise<Seen> => {
  const scenario = scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  const outcome = await runIn(root, index);
  const unprotectedOutcome = await withoutProtection(scenario.protection, (directory) => runIn(directory, index));
  const seen = { scenario, outcome, unprotectedOutcome };
  const verdict = isAsExpected(seen) && isCaught(seen) ? 'ok  ' : 'FAIL';
  process.stderr.write(`${verdict} ${scenario.number} ${scenario.fault}\n`);
  return seen;
};

const seen: Seen[] = [];
let next = 0;
const work = async (): Promise<void> => {
  for (let index = next++; index < scenarios.length; index = next++) seen[index] = await look(index);
};
await Promise.all(Array.from({ length: atOnce }, work));

const page = faultsPage(seen);
writeFileSync(join(root, 'docs/generated/faults.md'), page);
process.stdout.write(page);
const wrong = seen.filter((each) => !isAsExpected(each) || !isCaught(each));
if (wrong.length > 0) {
  process.stderr.write(`${wrong.length} of ${seen.length} are not as they must be\n`);
  process.exitCode = 1;
}
