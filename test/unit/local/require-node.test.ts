import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '#test/support/project-files.ts';

const script = resolve(root, 'local/require-node.mjs');

/** Imports the script in a process that reports this version of Node. */
const runUnder = (version: string) => {
  const code = `Object.defineProperty(process.versions, 'node', { value: '${version}' });
    await import(${JSON.stringify(script)});
    console.log('continues');`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
  });
  return { status, stdout: stdout.trim(), stderr: stderr.trim() };
};

describe('the required version of Node', () => {
  it('is explained in one line under an older Node, without a stack trace', () => {
    const { status, stdout, stderr } = runUnder('20.20.2');
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^This is Node 20\.20\.2, and Vectis needs Node 24\..*`npm ci --include=optional`/);
  });

  it.each(['24.0.0', '26.1.0'])('is met by Node %s', (version) => {
    expect(runUnder(version)).toEqual({ status: 0, stdout: 'continues', stderr: '' });
  });
});
