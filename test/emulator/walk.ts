import { parseArgs } from 'node:util';
import { settingsOf } from '#infra/settings.ts';
import { generatedCustomers } from '#local/demo/book/generated-customers.ts';
import { printHelp } from '#local/cli/print-help.ts';
import { startMicrosoft } from '#local/microsoft/start-microsoft.ts';
import { systemClock } from '#shared/kernel/clock.ts';
import { commandsAgainst } from './commands.ts';
import { environmentOf, prepareFolder } from './environment.ts';
import { notShown } from './not-shown.ts';
import { startMinistack } from './start-ministack.ts';
import { creatingSteps } from './creating-steps.ts';
import { removingSteps } from './removing-steps.ts';
import { StageUnderTest } from './stage-under-test.ts';
import { usingSteps } from './using-steps.ts';

printHelp(`npm run test:emulator [-- --short]
  deploys the stage dev to an emulator of AWS on this machine, on every path of docs/deployment.md, and uses it
  --short  leave out the create that fails in the second stack`);

const { values } = parseArgs({ options: { short: { type: 'boolean', default: false } } });

const startedAt = performance.now();
const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1).padStart(6)} s`;

/** The stage that is deployed, where it is pinned to. */
const stage = 'dev';
const { pinnedTo } = settingsOf(stage);
if (pinnedTo === undefined) throw new Error(`stage ${stage} is not pinned to an account`);

prepareFolder();
// The functions in the emulator read the clock of the machine.
const book = generatedCustomers(systemClock.now(), 1);
const microsoft = await startMicrosoft({ tenants: book.map(({ tenant }) => tenant) });
const emulator = await startMinistack({
  ...pinnedTo,
  variables: { MICROSOFT_ORIGINS: JSON.stringify(microsoft.origins) },
});
const environment = environmentOf(emulator.endpoint, pinnedTo);
// The clients of AWS in this process ask the emulator too.
Object.assign(process.env, environment);

const endWalk = async (): Promise<void> => {
  await Promise.all([emulator.stop(), microsoft.stop()]);
};
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    endWalk().then(
      () => process.exit(130),
      () => process.exit(1),
    );
  });

try {
  const deployed = new StageUnderTest(stage, pinnedTo, emulator.endpoint, commandsAgainst(environment));
  const steps = [
    ...creatingSteps(deployed, values.short),
    ...usingSteps(deployed, { microsoft, book }),
    ...removingSteps(deployed),
  ];
  for (const [name, step] of steps) {
    const stepStartedAt = performance.now();
    const shown = await step();
    process.stdout.write(`${seconds(stepStartedAt)}  ${name}${shown === undefined ? '' : `: ${shown}`}\n`);
  }
  process.stdout.write(`${seconds(startedAt)}  in all\n\nWhat the emulator does not show:\n`);
  for (const line of notShown) process.stdout.write(`- ${line}\n`);
} catch (error) {
  process.stderr.write(
    `${error instanceof Error ? error.message : String(error)}\nthe emulator wrote ${emulator.logFile}\n`,
  );
  process.exitCode = 1;
} finally {
  await endWalk();
}
process.exit();
