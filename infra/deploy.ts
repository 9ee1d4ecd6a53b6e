import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { stageNames } from './settings.ts';

/** `npm run deploy -- --stage NAME`; further arguments after a second `--` are passed to `cdk deploy`. */
const deployable = stageNames.filter((stage) => stage !== 'local');

const usage = `npm run deploy -- --stage ${deployable.join(' | ')} [-- arguments of cdk deploy]
  deploys the four stacks of a stage to the AWS account of the credentials in the environment`;

const refuse = (reason: string): never => {
  process.stderr.write(`${reason}\n`);
  process.exit(2);
};

const given = process.argv.slice(2);
const ownArguments = given.includes('--') ? given.slice(0, given.indexOf('--')) : given;
if (ownArguments.includes('--help') || ownArguments.includes('-h')) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const stageAsked = (): { stage: string; rest: string[] } => {
  try {
    const { values, positionals } = parseArgs({ options: { stage: { type: 'string' } }, allowPositionals: true });
    return { stage: values.stage ?? '', rest: positionals };
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};

const { stage, rest } = stageAsked();
if (stage === '') refuse(`name the stage: npm run deploy -- --stage ${deployable.join(' | ')}`);
if (stage === 'local') refuse('the stage local runs on this machine only: npm start');
if (!deployable.includes(stage)) refuse(`there is no stage ${stage}; the stages are ${deployable.join(', ')}`);

process.stdout.write(`deploying the four stacks of stage ${stage}\n`);
const { status, error } = spawnSync('cdk', ['deploy', '--all', '--context', `stage=${stage}`, ...rest], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (error !== undefined) refuse(`cdk could not be started: ${error.message}; run npm ci first`);
process.exit(status ?? 1);
