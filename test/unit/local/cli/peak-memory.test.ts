import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { residentBytes } from '#local/cli/peak-memory.ts';

const megabyte = 1e6;
/** Holds 80 MB in a process of its own, and prints when it does. */
const holder =
  "const held = Buffer.alloc(80e6, 1); process.stdout.write('held'); setInterval(() => held.length, 1000);";

describe.runIf(process.platform === 'linux')('the resident memory of a process', () => {
  it('includes the processes that it has started', async () => {
    const parent = `const { spawn } = require('node:child_process'); spawn(process.execPath, ['-e', ${JSON.stringify(holder)}], { stdio: ['ignore', 'inherit', 'inherit'] });`;
    const child = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
    try {
      await once(child.stdout, 'data');
      expect(residentBytes(child.pid ?? 0)).toBeGreaterThan(80 * megabyte + 60 * megabyte);
    } finally {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    }
  });
});
