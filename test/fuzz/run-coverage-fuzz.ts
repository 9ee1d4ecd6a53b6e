import { parseArgs } from 'node:util';
import { printHelp } from '#local/cli/print-help.ts';
import { fuzzCoverage } from './sign-ins/compare-coverage.ts';
import { differencesInBook, provableTenants, readDemoTenants } from './sign-ins/demo-tenants.ts';
import { plantHoles } from './sign-ins/planted-holes.ts';

printHelp(`npm run fuzz:coverage [-- --sets N] [--holes N] [--seed N]
  compares the Conditional Access engine with a brute force over every sign-in, for 100000 random sets of policies, or N;
  a difference is printed with its seed, as the smallest set that shows it. Then plants 10000 holes, or N, into
  certificates, and has the checker refuse each. --seed N begins with another set. Before, it compares the tenants of the
  demo book`);

const { values } = parseArgs({
  options: {
    sets: { type: 'string', default: '100000' },
    holes: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (since: number): number => Math.round((performance.now() - since) / 1000);
const [seed, sets, holes] = [values.seed, values.sets, values.holes].map(Number);
if (seed === undefined || sets === undefined || holes === undefined) throw new RangeError('numbers are needed');

const tenants = await readDemoTenants();
const ofBook = { answers: {}, points: 0 };
const differences = differencesInBook(tenants, ofBook);
for (const difference of differences) say(`FAIL ${difference}`);
say(
  `${provableTenants(tenants).length} demo tenants, ${ofBook.points} sign-ins tried, ${differences.length} differences`,
);

const begun = performance.now();
const compared = fuzzCoverage(seed, sets);
for (const failure of compared.failures) say(`FAIL ${failure}`);
say(`${sets} sets from seed ${seed}, ${compared.points} sign-ins tried, in ${seconds(begun)} s`);
for (const [answer, count] of Object.entries(compared.answers))
  say(`  ${answer.padEnd(22)}${String(count).padStart(9)}`);
say(`${compared.failures.length} differences`);

const planted = plantHoles(seed, holes);
for (const failure of planted.failures) say(`FAIL ${failure}`);
for (const [kind, count] of Object.entries(planted.planted)) say(`  ${kind.padEnd(22)}${String(count).padStart(9)}`);
say(`${holes} holes in ${planted.certificates} certificates, ${planted.failures.length} not refused`);
process.exitCode = differences.length + compared.failures.length + planted.failures.length === 0 ? 0 : 1;
