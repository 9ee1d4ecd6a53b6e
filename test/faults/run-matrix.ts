import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printHelp } from '#local/cli/print-help.ts';
import { isAsExpected, isCaught, isMatrixRowOf, matrixPage, matrixRow, type ScenarioResult } from './matrix-page.ts';
import { scenarios } from './scenarios/index.ts';
import { root, runScenarioIn, withoutProtection } from './unprotected-copy.ts';

printHelp(`npm run faults -- [--only NUMBERS]
  runs every fault with and without its protection, prints the matrix and writes it to docs/generated/faults.md
  --only 10,25       run these numbers only, and keep the other rows`);

/**
 * `npm run faults` runs every scenario with and without its protection, prints the matrix and writes it to
 * docs/generated/faults.md. The exit status is 1 if an outcome differs or a protection has no effect.
 * `-- --only 10,25` runs these numbers only and keeps the other rows.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const only = values.only?.split(',').map(Number);
const indexes = scenarios.flatMap(({ number }, index) => ((only?.includes(number) ?? true) ? [index] : []));
const concurrency = 2;

const runBoth = async (index: number): Promise<ScenarioResult> => {
  const scenario = scenarios[index];
  if (scenario === undefined) throw new Error(`there is no scenario ${index}`);
  const outcome = await runScenarioIn(root, index);
  const unprotectedOutcome = await withoutProtection(scenario.protection, (directory) =>
    runScenarioIn(directory, index),
  );
  const result = { scenario, outcome, unprotectedOutcome };
  const verdict = isAsExpected(result) && isCaught(result) ? 'ok  ' : 'FAIL';
  process.stderr.write(`${verdict} ${scenario.number} ${scenario.fault}\n`);
  return result;
};

const results: ScenarioResult[] = [];
let next = 0;
const worker = async (): Promise<void> => {
  for (let at = next++; at < indexes.length; at = next++) results[at] = await runBoth(indexes[at] ?? -1);
};
await Promise.all(Array.from({ length: concurrency }, worker));

const path = join(root, 'docs/generated/faults.md');
const rowsBefore = readFileSync(path, 'utf8').split('\n');
const rows = scenarios.flatMap((scenario) => {
  const now = results.find((each) => each.scenario === scenario);
  return now === undefined ? rowsBefore.filter((row) => isMatrixRowOf(row, scenario)) : [matrixRow(now)];
});
writeFileSync(path, matrixPage(rows));
process.stdout.write(matrixPage(results.map(matrixRow)));
const unexpected = results.filter((each) => !isAsExpected(each) || !isCaught(each));
if (unexpected.length > 0) {
  process.stderr.write(`${unexpected.length} of ${results.length} differ from what is expected\n`);
  process.exitCode = 1;
}
