import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { builtAssembly } from '#test/support/built-assembly.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const startWith = (env: NodeJS.ProcessEnv, ...given: string[]): Promise<Ended> =>
  new Promise((resolveEnded) => {
    const options = { timeout: 120_000, env: { ...process.env, ...env } };
    execFile(process.execPath, [resolve('local/start.ts'), ...given], options, (error, out, err) =>
      resolveEnded({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });
const start = (...given: string[]): Promise<Ended> => startWith({}, ...given);

/** A process that has ended keeps its entry until its parent, here the init process, has read how it ended. */
const isRunning = (pid: number): boolean => {
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  const [, state] = / ([A-Z]) [^)]*$/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return state !== 'Z';
};

describe('npm start', () => {
  it.each([
    [['--nope'], '--nope'],
    [['--port', 'abc'], 'whole number'],
    [['--now', 'yesterday'], 'instant'],
    [['--microsoft', '{'], 'JSON object'],
  ])('prints one line and exits with 2 for %j', async (given, reason) => {
    const { code, out, err } = await start(...given);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^vectis: [^\n]+\n$/);
    expect(err).toContain(reason);
  });

  it('prints one line and exits with 1 when there is no assembly', async () => {
    expect(await start('--once', '--assembly', '/nowhere')).toMatchObject({
      code: 1,
      err: expect.stringContaining('/nowhere/manifest.json'),
    });
  });

  it('runs an assembly and prints the result as the only line on standard output', async () => {
    const { code, out, err } = await start(
      '--once',
      '--json',
      '--port',
      '0',
      '--tenants',
      '2',
      '--assembly',
      await builtAssembly(),
    );
    expect(code, err).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(1);
    const { run, book, requests, seconds, peakMegabytes } = JSON.parse(out);
    expect(run).toEqual({ scheduled: 2, finished: 2, failed: 0, skipped: 0 });
    expect(book).toHaveLength(2);
    expect(requests).toMatchObject({ graph: expect.any(Number), token: expect.any(Number), insideRetryAfter: 0 });
    expect(seconds).toBeGreaterThan(0);
    expect(peakMegabytes).toBeGreaterThan(100);
    expect(peakMegabytes).toBeLessThanOrEqual(900);
    expect(err).not.toMatch(/warning|deprecat|\bat .*:\d+:\d+/i);
  }, 180_000);

  it('sends no call to this machine through a proxy', async () => {
    const env = { HTTP_PROXY: 'http://127.0.0.1:9', http_proxy: 'http://127.0.0.1:9', NODE_USE_ENV_PROXY: '1' };
    const { code, err } = await startWith(env, '--once', '--empty', '--port', '0', '--assembly', await builtAssembly());
    expect(code, err).toBe(0);
  }, 180_000);

  it('cleans up after a stack that was killed with SIGKILL, and says so', async () => {
    const assembly = await builtAssembly();
    const killed = spawn(process.execPath, [
      resolve('local/start.ts'),
      '--empty',
      '--port',
      '0',
      '--assembly',
      assembly,
    ]);
    const record = resolve('.local/stacks', `${killed.pid}.json`);
    await vi.waitFor(() => expect(readFileSync(record, 'utf8')).toContain('sessionFile'), { timeout: 120_000 });
    const { engine, sessionFile } = JSON.parse(readFileSync(record, 'utf8'));
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    expect(existsSync(sessionFile)).toBe(true);
    const { code, out } = await start('--once', '--empty', '--port', '0', '--assembly', assembly);
    expect(code).toBe(0);
    expect(out).toContain(`an earlier npm start (process ${killed.pid}) did not end cleanly`);
    expect(existsSync(sessionFile)).toBe(false);
    await vi.waitFor(() => expect(isRunning(engine.pid)).toBe(false), { timeout: 5_000 });
  }, 300_000);
});
