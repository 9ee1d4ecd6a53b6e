import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtAssembly } from '#test/support/built-assembly.ts';

const run = promisify(execFile);
const lines: string[] = [];
let stop: () => Promise<void>;
let sessionFile: string;

/** Starts the stack without the demo book, so that only the tenant of the guide is read. */
beforeAll(async () => {
  const start = [resolve('local/start.ts'), '--empty', '--try', '--port', '0', '--assembly', await builtAssembly()];
  const child = spawn(process.execPath, start, { stdio: ['ignore', 'pipe', 'inherit'] });
  stop = async () => {
    child.kill('SIGINT');
    await once(child, 'exit');
  };
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line.includes('Ctrl-C stops the stack')) break;
  }
  child.stdout.resume();
  sessionFile = /"try" in (.+), with/.exec(lines.join('\n'))?.[1] ?? '';
});

afterAll(() => stop());

const bash = async (script: string): Promise<readonly string[]> => {
  const env = { ...process.env, SESSION: sessionFile };
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', script], { env, timeout: 200_000 });
  return stdout.trim().split('\n');
};

describe('npm start -- --try', () => {
  it('prints what connecting the tenant takes, and no token', () => {
    const screen = lines.join('\n');
    expect(screen).toMatch(/tenant id +[0-9a-f-]{36}\nclient id +[0-9a-f-]{36}\nclient secret +\S+/);
    expect(screen).not.toContain('eyJ');
  });

  it('prints three commands that work when they are pasted', async () => {
    const commands = lines.filter((line) => line.startsWith('curl '));
    expect(commands).toHaveLength(3);
    for (const command of commands) {
      const [answer = ''] = await bash(command);
      expect(Object.keys(JSON.parse(answer) as object).length, command).toBeGreaterThan(0);
      expect(answer).not.toContain('"status":4');
    }
  });
});

describe('the setup guide', () => {
  it('leads from an unconnected tenant to a synced one by its own commands', async () => {
    const blocks = [...readFileSync('docs/setup-guide.md', 'utf8').matchAll(/```sh\n(.*?)```/gs)];
    expect(blocks.length).toBeGreaterThanOrEqual(6);
    const printed = await bash(blocks.map(([, commands]) => commands).join('\n'));
    const text = printed.join('\n');
    expect(printed[0]).toBe('Example MSP');
    expect(text).toContain("[ 'AuditLog.Read.All' ]");
    expect(text).toMatch(/^finished$/m);
    expect(Number(/^finished\n(\d+)$/m.exec(text)?.[1])).toBeGreaterThan(40);
    expect(text).toMatch(/\/v1\/consent\/callback$/m);
    expect(printed.at(-1)).toMatch(/^Connected to /);
  }, 240_000);
});
