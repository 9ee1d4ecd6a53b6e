import { parseArgs } from 'node:util';
import { printHelp } from '#local/cli/print-help.ts';
import { fuzzReading } from './planted-reading.ts';

printHelp(`npm run fuzz:reading [-- --plantings N] [--seed N]
  plants an odd record, an odd field or a broken object a thousand times, or N times, into the answers of the simulated
  Microsoft, and checks that the rest is read and judged, and that nothing passes that rests on what is missing;
  --seed N repeats a planting`);

const { values } = parseArgs({
  options: { plantings: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const report = await fuzzReading(Number(values.seed), Number(values.plantings));
const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`seeds ${values.seed} to ${Number(values.seed) + Number(values.plantings) - 1}`);
say(`${report.plantings} plantings into ${report.lists} lists and their objects`);
for (const [effect, count] of Object.entries(report.effects)) say(`${effect.padEnd(24)}${String(count).padStart(6)}`);
for (const [surface, count] of [...report.bySurface].toSorted(([one], [other]) => (one < other ? -1 : 1)))
  say(`  ${surface.padEnd(22)}${String(count).padStart(6)}`);
for (const failure of report.failures) say(`FAIL ${failure}`);
say(`${report.failures.length} failures`);
process.exitCode = report.failures.length === 0 ? 0 : 1;
