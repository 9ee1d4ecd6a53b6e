import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { namesOf } from './names.ts';
import { runCommand, UsageError } from './operator/command-line.ts';
import { preflight } from './operator/preflight.ts';
import { releaseFailedCreation } from './operator/release-failed-creation.ts';
import { type Pin, settingsOf, stageNames } from './settings.ts';

const deployable = stageNames.filter((stage) => stage !== 'local');

const usage = `npm run deploy -- --stage ${deployable.join(' | ')} [-- arguments of cdk deploy]
  deploys the four stacks of a stage to the account and region of infra/settings.ts, after it has shown what changes`;

const parse = (given: readonly string[]): { readonly stage: string; readonly rest: readonly string[] } => {
  try {
    const { values, positionals } = parseArgs({
      args: [...given],
      options: { stage: { type: 'string' } },
      allowPositionals: true,
    });
    return { stage: values.stage ?? '', rest: positionals };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message.split('\n')[0] : String(error));
  }
};

const pinOf = (stage: string): Pin => {
  if (stage === '') throw new UsageError(`name the stage: npm run deploy -- --stage ${deployable.join(' | ')}`);
  if (stage === 'local') throw new UsageError('the stage local runs on this machine only: npm start');
  if (!deployable.includes(stage))
    throw new UsageError(`there is no stage ${stage}; the stages are ${deployable.join(', ')}`);
  const { pinnedTo } = settingsOf(stage);
  if (pinnedTo === undefined) throw new UsageError(`stage ${stage} is not pinned to an account in infra/settings.ts`);
  return pinnedTo;
};

const cdk = ({ region }: Pin, given: readonly string[]): void => {
  const { status, error } = spawnSync('cdk', given, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, AWS_REGION: region, AWS_DEFAULT_REGION: region },
  });
  if (error !== undefined) throw new Error(`cdk could not be started: ${error.message}; run npm ci first`);
  if (status !== 0) throw new Error(`cdk ${given[0]} ended with status ${status}`);
};

/** Asks AWS who is deploying and what is missing, shows what changes, and deploys exactly that. */
await runCommand(usage, async (given) => {
  const { stage, rest } = parse(given);
  const pin = pinOf(stage);
  const { caller, notices } = await preflight(stage, pin);
  process.stdout.write(`stage ${stage}: account ${pin.account}, region ${pin.region}\n  as ${caller}\n`);
  const released = await releaseFailedCreation(namesOf(stage).resource('data'), pin);
  for (const notice of [...notices, ...(released === undefined ? [] : [released])])
    process.stdout.write(`  ${notice}\n`);
  cdk(pin, ['diff', '--context', `stage=${stage}`]);
  cdk(pin, ['deploy', '--all', '--app', 'cdk.out', ...rest]);
});
// Without it, a question to AWS that was not answered would keep the process alive.
process.exit();
