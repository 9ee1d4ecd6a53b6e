import '#test/support/silent-logs.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { cleanups, outcomeOf } from './client-harness.ts';
import { scenarios } from './scenarios/index.ts';

/** Longer than any scenario takes with its protection in place. */
const longestSeconds = 60;

// In a process of its own, in the tree that this file stands in: `run-scenario.ts <index>` prints what came of it.
const scenario = scenarios[Number(process.argv[2])];
if (scenario === undefined) throw new Error(`there is no scenario ${process.argv[2]}`);
const noEnd = pause(longestSeconds * 1000, `no end within ${longestSeconds} s`);
const outcome = await Promise.race([outcomeOf(() => scenario.run()), noEnd]);
await Promise.all(cleanups.map((end) => end()));
// Whoever started this process ends it once the word has arrived.
process.send?.({ outcome });
