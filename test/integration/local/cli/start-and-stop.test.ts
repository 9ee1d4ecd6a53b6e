import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assertPortIsFree } from '#local/cli/assert-port-is-free.ts';
import { listen } from '#local/runtime/listen.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('a start on a port that is taken', () => {
  it('is refused before anything is built, and says how to go on', async () => {
    const { port, stop } = await listen(createServer(), 0);
    await expect(assertPortIsFree(port)).rejects.toThrow(
      `port ${port} is in use: stop whoever uses it, or take another: npm start -- --port 0`,
    );
    await stop();
    await assertPortIsFree(port);
  });

  it('is nothing that --port 0 could meet', async () => {
    await expect(assertPortIsFree(0)).resolves.toBeUndefined();
  });
});

describe('a command that is interrupted', () => {
  const script = `
    import { CleanUp } from './local/cli/shutdown.ts';
    const cleanUp = new CleanUp();
    cleanUp.add(() => new Promise(() => setInterval(() => {}, 1000)));
    cleanUp.add(() => process.stdout.write('undoing\\n'));
    process.stdout.write('ready\\n');
    setInterval(() => {}, 1000);
    await cleanUp.interruption;
    await cleanUp.all();
  `;

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'undoes what it did at %s, and does not wait for ever when asked twice',
    async (signal) => {
      const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd: root });
      const said: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
      const says = async (text: string): Promise<void> => {
        while (!said.join('').includes(text)) await once(child.stdout, 'data');
      };
      await says('ready');
      child.kill(signal);
      await says('undoing');
      child.kill(signal);
      expect(await once(child, 'exit')).toEqual([130, null]);
    },
  );
});
