import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isAsExpected, isCaught, isMatrixRowOf, matrixPage, matrixRow, type ScenarioResult } from './matrix-page.ts';
import { scenarios } from './scenarios/index.ts';
import { root, runScenarioIn, withoutProtection } from './unprotected-copy.ts';

/**
 * `npm run faults`: prints the matrix and keeps it in docs/generated; the status is 1 where an outcome or a protection is not as it must be.
 * `-- --only 10,25` looks at those numbers alone, and leaves the other rows as they stand.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',').map(Number);
const chosen = scenarios.flatMap(({ number }, index) => ((only?.includes(number) ?? true) ? [index] : []));
const atOnce = 2;

const look = async (index: number): Promise<ScenarioResult> => {
  const scenario = scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  const outcome = await runScenarioIn(root, index);
  const unprotectedOutcome = await withoutProtection(scenario.protection, (directory) =>
    runScenarioIn(directory, index),
  );
  const seen = { scenario, outcome, unprotectedOutcome };
  const verdict = isAsExpected(seen) && isCaught(seen) ? 'ok  ' : 'FAIL';
  process.stderr.write(`${verdict} ${scenario.number} ${scenario.fault}\n`);
  return seen;
};

const seen: ScenarioResult[] = [];
let next = 0;
const work = async (): Promise<void> => {
  for (let at = next++; at < chosen.length; at = next++) seen[at] = await look(chosen[at] ?? -1);
};
await Promise.all(Array.from({ length: atOnce }, work));

const path = join(root, 'docs/generated/faults.md');
const rowsBefore = readFileSync(path, 'utf8').split('\n');
const rows = scenarios.flatMap((scenario) => {
  const now = seen.find((each) => each.scenario === scenario);
  return now === undefined ? rowsBefore.filter((row) => isMatrixRowOf(row, scenario)) : [matrixRow(now)];
});
writeFileSync(path, matrixPage(rows));
process.stdout.write(matrixPage(seen.map(matrixRow)));
const wrong = seen.filter((each) => !isAsExpected(each) || !isCaught(each));
if (wrong.length > 0) {
  process.stderr.write(`${wrong.length} of ${seen.length} are not as they must be\n`);
  process.exitCode = 1;
}
