import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { printHelp } from '#local/cli/print-help.ts';

const given = process.argv.slice(2);
const names = given.filter((argument) => !argument.startsWith('-'));

printHelp(`npm run bench
npm run bench:audit
  runs the measurements ${names.join(' and ')} one after the other, and prints their tables`);

const fails = (name: string): boolean =>
  spawnSync(process.execPath, [join(import.meta.dirname, `${name}.ts`)], { stdio: 'inherit' }).status !== 0;
if (names.some(fails)) process.exitCode = 1;
