import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const run = promisify(execFile);
const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
/** Programs of ours. The others are tools, which have a --help of their own. */
const ours = Object.keys(scripts).filter(
  (name) => /^node .*\.ts/.test(scripts[name] ?? '') && !/^(build|synth|lint)/.test(name),
);

describe('npm run', () => {
  it.each(ours)('%s -- --help says what the command does, and does nothing', async (name) => {
    const { stdout, stderr } = await run('npm', ['run', '--silent', name, '--', '--help']);
    expect(stdout).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
    expect(stdout.trim().split('\n').length).toBeGreaterThanOrEqual(2);
    expect(stderr).toBe('');
  });
});
