import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertPortIsFree } from '#local/cli/assert-port-is-free.ts';
import { listen } from '#local/runtime/listen.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('a start on a port in use', () => {
  it('is refused before the build, with the command that works', async () => {
    const { port, stop } = await listen(createServer(), 0);
    await expect(assertPortIsFree(port)).rejects.toThrow(
      `port ${port} is in use: stop the program that uses it, or take another: npm start -- --port 0`,
    );
    await stop();
    await assertPortIsFree(port);
  });

  it('passes for port 0', async () => {
    await expect(assertPortIsFree(0)).resolves.toBeUndefined();
  });
});

describe('a command that is interrupted', () => {
  const script = `
    import { Shutdown } from './local/cli/shutdown.ts';
    const shutdown = new Shutdown();
    shutdown.add(() => new Promise(() => setInterval(() => {}, 1000)));
    shutdown.add(() => process.stdout.write('cleaning up\\n'));
    process.stdout.write('ready\\n');
    setInterval(() => {}, 1000);
    await shutdown.interruption;
    await shutdown.run();
  `;

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'runs its cleanup steps at %s, and exits at once at a second signal',
    async (signal) => {
      const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd: root });
      const output: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => output.push(text));
      const waitFor = async (text: string): Promise<void> => {
        while (!output.join('').includes(text)) await once(child.stdout, 'data');
      };
      await waitFor('ready');
      child.kill(signal);
      await waitFor('cleaning up');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([130, null]);
    },
  );
});
