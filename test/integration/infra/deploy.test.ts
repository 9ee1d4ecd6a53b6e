import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { settingsOf } from '#infra/settings.ts';
import { type SimulatedAccount, startSimulatedAccount } from '#test/support/simulated-account.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'vectis-deploy-'));
const called = join(folder, 'called');
/** In place of CDK's command line: it writes down how it is called. */
writeFileSync(join(folder, 'cdk'), `#!/bin/sh\necho "$@ in $AWS_REGION" >>"${called}"\n`, { mode: 0o755 });

beforeEach(() => rmSync(called, { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

const pin = settingsOf('dev').pinnedTo ?? { account: '', region: '' };
const ready: SimulatedAccount = { account: pin.account, bootstrapVersion: '28' };
const credentials = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };

interface Deployment {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The calls of CDK's command line. */
  readonly cdk: readonly string[];
  /** What was changed in the account before CDK was called. */
  readonly changes?: readonly string[];
  readonly milliseconds: number;
}

/** Runs the command with no other variables and no configuration of AWS. */
const runDeploy = async (
  given: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Deployment> => {
  const env = {
    PATH: `${folder}${delimiter}${process.env['PATH']}`,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...variables,
  };
  const startedAt = performance.now();
  const outcome = await run(process.execPath, ['--no-warnings', 'infra/deploy.ts', ...given], { cwd: root, env }).then(
    (printed) => ({ status: 0, ...printed }),
    // execFile rejects with the status and what was printed.
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ status: code, stdout, stderr }),
  );
  return {
    ...outcome,
    cdk: existsSync(called) ? readFileSync(called, 'utf8').trim().split('\n') : [],
    milliseconds: performance.now() - startedAt,
  };
};

const deployTo = async (
  account: SimulatedAccount,
  variables: Readonly<Record<string, string>> = credentials,
  given: readonly string[] = ['--stage', 'dev'],
): Promise<Deployment> => {
  const { origin, stop, changes } = await startSimulatedAccount(account);
  try {
    return { ...(await runDeploy(given, { AWS_ENDPOINT_URL: origin, ...variables })), changes };
  } finally {
    await stop();
  }
};

/** How long a start of the command takes on this machine now, which may be busy with other tests. */
let startMilliseconds = 0;
beforeAll(async () => {
  startMilliseconds = (await runDeploy(['--help'], {})).milliseconds;
});

/** 5 s on a machine that starts the command in a third of a second. */
const longestMilliseconds = (): number => 4_000 + 3 * startMilliseconds;

/** One sentence in time, before CDK is called. */
const promptRefusal = (sentence: string) => ({
  status: 1,
  stderr: expect.toSatisfy((text: string) => text.includes(sentence) && text.trim().split('\n').length === 1),
  cdk: [],
  milliseconds: expect.toSatisfy((milliseconds: number) => milliseconds < longestMilliseconds()),
});

describe('npm run deploy', () => {
  it('prints account and region, what changes, and then deploys what it showed', async () => {
    const { status, stdout, stderr, cdk } = await deployTo(ready);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`stage dev: account ${pin.account}, region ${pin.region}`);
    expect(stdout).toContain(`as arn:aws:iam::${pin.account}:user/ada`);
    expect(cdk).toEqual([`diff --context stage=dev in ${pin.region}`, `deploy --all --app cdk.out in ${pin.region}`]);
  });

  it('passes what follows a second -- to cdk deploy', async () => {
    const given = ['--stage', 'dev', '--', '--require-approval', 'never'];
    const { cdk } = await deployTo(ready, credentials, given);
    expect(cdk[1]).toBe(`deploy --all --app cdk.out --require-approval never in ${pin.region}`);
  });

  it('refuses without credentials', async () => {
    expect(await deployTo(ready, {})).toMatchObject(
      promptRefusal(`there are no AWS credentials in this shell: sign in to account ${pin.account}`),
    );
  });

  it.each(['ExpiredToken', 'InvalidClientTokenId', 'SignatureDoesNotMatch'])(
    'refuses credentials that STS refuses with %s',
    async (refusal) => {
      expect(await deployTo({ ...ready, refusal })).toMatchObject(
        promptRefusal(
          `AWS refuses the credentials of this shell (${refusal}): sign in to account ${pin.account} again`,
        ),
      );
    },
  );

  it('refuses credentials of another account', async () => {
    expect(await deployTo({ ...ready, account: '444455556666' })).toMatchObject(
      promptRefusal(
        `the credentials of this shell belong to account 444455556666, and stage dev is pinned to ${pin.account}`,
      ),
    );
  });

  it.each(['AWS_REGION', 'AWS_DEFAULT_REGION'])('refuses another region in %s', async (variable) => {
    expect(await deployTo(ready, { ...credentials, [variable]: 'us-east-1' })).toMatchObject(
      promptRefusal(`${variable} is us-east-1, and stage dev is pinned to ${pin.region}`),
    );
  });

  it('refuses an account without bootstrap, with the command that makes one', async () => {
    expect(await deployTo({ account: pin.account })).toMatchObject(
      promptRefusal(`run npx cdk bootstrap aws://${pin.account}/${pin.region}`),
    );
  });

  it('refuses a bootstrap that is too old', async () => {
    expect(await deployTo({ ...ready, bootstrapVersion: '5' })).toMatchObject(
      promptRefusal('has version 5, and version 6 is needed'),
    );
  });

  it('refuses when AWS does not answer', async () => {
    expect(await deployTo({ ...ready, silent: true })).toMatchObject(promptRefusal('AWS did not answer within'));
  });

  it('refuses when AWS cannot be reached', async () => {
    const { origin, stop } = await startSimulatedAccount(ready);
    await stop();
    expect(await runDeploy(['--stage', 'dev'], { ...credentials, AWS_ENDPOINT_URL: origin })).toMatchObject(
      promptRefusal('AWS could not be reached'),
    );
  });

  it('deploys for a caller who may not read the bootstrap, and says what was not checked', async () => {
    const { status, stdout, cdk } = await deployTo({ ...ready, mayAskOnlySts: true });
    expect(status).toBe(0);
    expect(stdout).toContain('the bootstrap was not checked: AccessDeniedException');
    expect(stdout).toContain('the quota of Lambda was not checked: AccessDeniedException');
    expect(stdout).toContain('the state of vectis-dev-data was not checked: AccessDenied');
    expect(cdk).toHaveLength(2);
  });

  it('takes the termination protection off the remains of a failed creation, so that CDK can delete them', async () => {
    const dataStack = { status: 'ROLLBACK_COMPLETE', isProtected: true };
    const { stdout, changes, cdk } = await deployTo({ ...ready, dataStack });
    expect(changes).toEqual(['UpdateTerminationProtection vectis-dev-data']);
    expect(stdout).toContain('vectis-dev-data was not created by an earlier deployment');
    expect(cdk).toHaveLength(2);
  });

  it.each(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE', 'ROLLBACK_FAILED', 'DELETE_FAILED'])(
    'leaves the protection of a stack that is %s',
    async (status) => {
      const { changes, cdk } = await deployTo({ ...ready, dataStack: { status, isProtected: true } });
      expect(changes).toEqual([]);
      expect(cdk).toHaveLength(2);
    },
  );

  it("warns of a new account's quota of concurrent executions", async () => {
    const { stdout, cdk } = await deployTo({ ...ready, concurrentExecutions: 10 });
    expect(stdout).toContain('Lambda may run 10 functions at a time in this account');
    expect(cdk).toHaveLength(2);
  });

  it('says nothing of a quota that is enough', async () => {
    expect((await deployTo(ready)).stdout).not.toContain('Lambda');
  });

  it.each([
    [[], 'name the stage'],
    [['--stage', 'local'], 'the stage local runs on this machine only: npm start'],
    [['--stage', 'staging'], 'there is no stage staging; the stages are dev, prod'],
    [['--stages', 'dev'], "Unknown option '--stages'"],
  ])('refuses %j before it asks AWS', async (given, sentence) => {
    const { status, stderr, cdk } = await runDeploy(given, credentials);
    expect(stderr).toContain(sentence);
    expect({ status, cdk }).toEqual({ status: 2, cdk: [] });
  });
});
