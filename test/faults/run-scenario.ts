import '#test/support/silent-logs.ts';
import { setTimeout as pause } from 'node:timers/promises';
import { cleanups, outcomeOf } from './client-harness.ts';
import { scenarios } from './scenarios/index.ts';

/** Longer than any scenario takes with its protection. */
const longestSeconds = 60;

// Runs the scenario with this index in the source tree of this file, and sends the outcome to the parent process.
const scenario = scenarios[Number(process.argv[2])];
if (scenario === undefined) throw new Error(`there is no scenario ${process.argv[2]}`);
const timeout = pause(longestSeconds * 1000, `no end within ${longestSeconds} s`);
const outcome = await Promise.race([outcomeOf(() => scenario.run()), timeout]);
await Promise.all(cleanups.map((end) => end()));
// The parent process kills this one after it received the outcome.
process.send?.({ outcome });
