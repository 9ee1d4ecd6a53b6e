import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLineCallbacks } from '#infra/sign-in-addresses.ts';
import { runAssembly } from '#local/runtime/run-assembly.ts';
import type { RunningAssembly } from '#local/runtime/running-assembly.ts';
import { RuntimeClock } from '#local/runtime/time/runtime-clock.ts';
import { startStack } from '#local/stack.ts';
import { browseSignIn } from '#test/support/browse-sign-in.ts';
import { builtAssembly } from '#test/support/built-assembly.ts';
import { startOidcProvider } from '#test/support/oidc-provider-process.ts';
import { runOperatorCommand } from '#test/support/operator.ts';
import { stackStart } from '#test/support/stack-start.ts';

const root = resolve(import.meta.dirname, '../..');
const clientId = 'vectis-local';

interface Stage {
  readonly stack: RunningAssembly;
  readonly issuer: string;
  stop(): Promise<void>;
}

const withLocalIssuer = async (): Promise<Stage> => {
  const stack = await startStack({ assemblyDir: await builtAssembly(), port: 0, now: stackStart() });
  return { stack, issuer: stack.issuer.url, stop: () => stack.stop() };
};

const withForeignIssuer = async (): Promise<Stage> => {
  const issuer = await startOidcProvider({ startAt: stackStart(), clientId, redirectUris: commandLineCallbacks });
  const stack = await runAssembly({
    directory: await builtAssembly(),
    clock: new RuntimeClock(stackStart()),
    parameters: { OidcIssuer: issuer.url },
  });
  const stop = async (): Promise<void> => {
    await stack.stop();
    await issuer.stop();
  };
  return { stack, issuer: issuer.url, stop };
};

describe.each([
  ['the local issuer', withLocalIssuer],
  ['an issuer that is not ours', withForeignIssuer],
])('a stage with %s', (_what, start) => {
  let stage: Stage;
  let config: string;
  beforeAll(async () => {
    config = mkdtempSync(join(tmpdir(), 'vectis-config-'));
    stage = await start();
  }, 600_000);
  afterAll(async () => {
    await stage?.stop();
    rmSync(config, { recursive: true, force: true });
  });

  const run = (command: Parameters<typeof runOperatorCommand>[1], ...flags: string[]) =>
    runOperatorCommand(stage.stack, command, flags, { XDG_CONFIG_HOME: config });

  /** `npm run sign-in`, and the browser of the person. */
  const signIn = async (email: string): Promise<{ status: number | null; stdout: string; stderr: string }> => {
    const addresses = ['--api', stage.stack.apiUrl, '--issuer', stage.issuer, '--client-id', clientId];
    const child = spawn(
      process.execPath,
      ['--no-warnings', 'infra/operator/sign-in.ts', '--stage', 'local', '--no-browser', ...addresses],
      { cwd: root, env: { ...process.env, XDG_CONFIG_HOME: config }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const status = new Promise<number | null>((ended) => child.once('exit', ended));
    const stderr = text(child.stderr);
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.startsWith('http')) await fetch(await browseSignIn(line, email));
    }
    return { status: await status, stdout: lines.join('\n'), stderr: await stderr };
  };

  it('refuses a person whom nobody invited, and keeps no session', async () => {
    const { status, stderr } = await signIn('stranger@elsewhere.example');
    expect(stderr).toContain('stranger@elsewhere.example signed in, but is not a member here: ask an admin');
    expect(status).toBe(1);
    expect(readdirSync(config)).toEqual([]);
    expect(await run('vectis', 'GET', '/v1/me')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('nobody is signed in: run npm run sign-in'),
    });
  });

  it('takes the admin of a new MSP from the invitation to the API', async () => {
    const created = await run('msp-create', '--stage', 'local', '--name', 'Northwind IT', '--admin', 'ada@msp.example');
    expect(created).toMatchObject({ status: 0, stdout: expect.stringContaining('invited ada@msp.example') });
    const { status, stdout, stderr } = await signIn('ada@msp.example');
    expect(stderr).toBe('');
    expect(stdout).toContain('signed in to local as ada@msp.example, admin of Northwind IT');
    expect(stdout).not.toContain('eyJ');
    expect(status).toBe(0);
    expect(statSync(join(config, 'vectis/sessions/local.json')).mode & 0o777).toBe(0o600);

    const me = await run('vectis', 'GET', '/v1/me');
    expect(JSON.parse(me.stdout)).toMatchObject({ email: 'ada@msp.example', role: 'admin' });
    expect(me).toMatchObject({ status: 0, stderr: '' });
  });

  it('lets the session be used for changes, and shows what the API refuses', async () => {
    const body = JSON.stringify({ email: 'mo@msp.example', role: 'member' });
    const invited = await run('vectis', 'POST', '/v1/members', '--body', body);
    expect(JSON.parse(invited.stdout)).toMatchObject({ email: 'mo@msp.example', state: 'invited' });
    expect(await run('vectis', 'POST', '/v1/members', '--body', body)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('member-taken'),
      stderr: 'local answered 409\n',
    });
    expect(await run('vectis', 'GET', '//evil.example/v1/me')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('the path must begin with one slash'),
    });
  });

  it('refreshes the session when its token has ended', async () => {
    const file = join(config, 'vectis/sessions/local.json');
    const before: object = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...before, idToken: 'ended', expiresAtSeconds: 0 }));
    const me = await run('vectis', 'GET', '/v1/me', '--stage', 'local');
    expect(JSON.parse(me.stdout)).toMatchObject({ email: 'ada@msp.example' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ idToken: expect.stringMatching(/^ey/) });
  });

  it('passes the smoke test with the session', async () => {
    const smoke = await run('smoke', '--stage', 'local');
    expect(smoke).toMatchObject({ status: 0, stderr: '' });
    expect(smoke.stdout).toContain('ok   GET /v1/me');
  });
});

describe('the commands', () => {
  const help = (command: string): Promise<string> => {
    const child = spawn(process.execPath, ['--no-warnings', `infra/operator/${command}.ts`, '--help'], { cwd: root });
    return text(child.stdout);
  };

  it.each(['sign-in', 'vectis', 'smoke'])('%s answers --help', async (command) => {
    expect(await help(command)).toContain(`npm run ${command} -- `);
  });
});
