import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { Pin } from '#infra/settings.ts';
import { awsCommand, emulatorFolder, loopbackOnly } from './start-ministack.ts';

/** The folder of the walk is its home: no configuration of AWS or of CDK is found there. */
const home = join(emulatorFolder, 'run');

/** Begins with an empty folder, so that nothing is left of an earlier walk. */
export const prepareFolder = (): void => {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(join(home, 'tools'), { recursive: true });
  // The emulator unpacks its CommonJS workers here, below the project, which is an ES module.
  writeFileSync(join(home, 'package.json'), '{"type":"commonjs"}');
  // CDK asks the internet for notices otherwise.
  writeFileSync(join(home, '.cdk.json'), '{"notices":false}');
  const awsCli = join(emulatorFolder, 'aws-cli');
  writeFileSync(join(home, 'tools/aws'), `#!/bin/sh\nPYTHONPATH="${awsCli}" exec python3 "${awsCommand}" "$@"\n`, {
    mode: 0o755,
  });
};

/** The variables of every command of the walk: the emulator as AWS, no proxy, and connections to this machine only. */
export const environmentOf = (endpoint: string, { account, region }: Pin): Record<string, string> => ({
  PATH: [join(home, 'tools'), dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
  HOME: home,
  CI: 'true',
  NO_COLOR: '1',
  NODE_OPTIONS: `--import "${loopbackOnly}"`,
  AWS_ENDPOINT_URL: endpoint,
  // The emulator takes twelve digits as the account.
  AWS_ACCESS_KEY_ID: account,
  AWS_SECRET_ACCESS_KEY: 'emulated',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EC2_METADATA_DISABLED: 'true',
  PYTHONDONTWRITEBYTECODE: '1',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});
