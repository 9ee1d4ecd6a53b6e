import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtAssembly } from '#test/support/built-assembly.ts';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const start = (...given: string[]): Promise<Ended> =>
  new Promise((resolveEnded) => {
    execFile(process.execPath, [resolve('local/start.ts'), ...given], { timeout: 120_000 }, (error, out, err) =>
      resolveEnded({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err }),
    );
  });

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
    const { run, book, requests, seconds } = JSON.parse(out);
    expect(run).toEqual({ scheduled: 2, finished: 2, failed: 0, skipped: 0 });
    expect(book).toHaveLength(2);
    expect(requests).toMatchObject({ graph: expect.any(Number), token: expect.any(Number), insideRetryAfter: 0 });
    expect(seconds).toBeGreaterThan(0);
    expect(err).not.toMatch(/warning|deprecat|\bat .*:\d+:\d+/i);
  }, 180_000);
});
