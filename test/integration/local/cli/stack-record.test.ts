import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertWritable } from '#local/cli/assert-writable.ts';
import { identityOf } from '#local/cli/process-identity.ts';
import { sessionFileFor, writeSession } from '#local/cli/session-file.ts';
import { claimData, cleanUpKilledStacks, ownerOfPort, recordStack } from '#local/cli/stack-record.ts';

const root = resolve(import.meta.dirname, '../../../..');
let folder: string;
let started: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vectis-record-'));
  started = [];
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const run = async (script: string): Promise<ChildProcess & { pid: number }> => {
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  started.push(child);
  await once(child.stdout, 'data');
  return Object.assign(child, { pid: child.pid ?? 0 });
};

const engine = () => run("console.log('ready'); setInterval(() => {}, 1000)");
/** A stack with an engine and a session file, which runs until it is killed. */
const stack = (enginePid: number) =>
  run(`
    import { writeFileSync } from 'node:fs';
    import { recordStack } from './local/cli/stack-record.ts';
    const record = recordStack('${folder}', '${folder}/data');
    record.addEngine(${enginePid});
    writeFileSync('${folder}/session.json', '{}');
    record.addSession('${folder}/session.json', 'http://127.0.0.1:8787/v1');
    console.log('ready');
    setInterval(() => {}, 1000);
  `);
const kill = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL');
  await once(child, 'exit');
};

describe('a stack that was killed', () => {
  it('is cleaned up by the next start, which says what it did', async () => {
    const database = await engine();
    const killed = await stack(database.pid);
    await kill(killed);
    const ended = once(database, 'exit');
    const [message, ...others] = cleanUpKilledStacks(folder);
    await ended;
    expect(message).toContain(`process ${killed.pid}) did not end cleanly`);
    expect(message).toContain(`stopped its database engine (process ${database.pid})`);
    expect(message).toContain(`removed ${folder}/session.json`);
    expect(others).toEqual([]);
    expect(existsSync(join(folder, 'session.json'))).toBe(false);
    expect(cleanUpKilledStacks(folder)).toEqual([]);
  });

  it('gives its data free', async () => {
    const database = await engine();
    await kill(await stack(database.pid));
    expect(claimData(join(folder, 'data'))).toHaveLength(1);
    expect(claimData(join(folder, 'data'))).toEqual([]);
  });

  it('is not confused with another process that got its id', () => {
    mkdirSync(join(folder, 'stacks'));
    const record = {
      stack: { pid: 2 ** 22 + 1, startedAt: '1' },
      engine: { ...identityOf(process.pid), startedAt: '1' },
    };
    writeFileSync(join(folder, 'stacks', '1.json'), JSON.stringify(record));
    expect(cleanUpKilledStacks(folder)).toEqual([expect.stringContaining('nothing was left to stop')]);
  });
});

describe('a stack that runs', () => {
  it('keeps its engine and its session file', async () => {
    const database = await engine();
    await stack(database.pid);
    expect(cleanUpKilledStacks(folder)).toEqual([]);
    expect(existsSync(join(folder, 'session.json'))).toBe(true);
    expect(database.exitCode).toBeNull();
  });

  it('keeps a second start from its data', async () => {
    const first = await stack((await engine()).pid);
    expect(() => claimData(join(folder, 'data'))).toThrow(
      `the data in ${folder}/data is in use by another npm start (process ${first.pid})`,
    );
  });

  it('keeps session.json, and a second one writes a file with its port', async () => {
    const first = await stack((await engine()).pid);
    const url = 'http://127.0.0.1:8788/v1';
    expect(sessionFileFor(folder, url)).toEqual({ file: join(folder, 'session-8788.json'), owner: first.pid });
    expect([ownerOfPort(folder, 8787), ownerOfPort(folder, 8788)]).toEqual([first.pid, undefined]);
    await kill(first);
    expect(sessionFileFor(folder, url)).toEqual({ file: join(folder, 'session.json'), owner: undefined });
  });

  it('removes its record when it ends', () => {
    recordStack(folder, join(folder, 'data')).remove();
    expect(readdirSync(join(folder, 'stacks'))).toEqual([]);
    expect(readdirSync(join(folder, 'data'))).toEqual([]);
  });
});

describe('the session file', () => {
  it('is readable for this user only, also when an older one was not', () => {
    const file = join(folder, 'session.json');
    writeFileSync(file, '{}', { mode: 0o644 });
    const people = { admin: 'a', member: 'm', viewer: 'v' };
    writeSession(file, {
      apiUrl: 'http://127.0.0.1:1/v1',
      mspId: 'msp_1',
      tokens: people,
      members: people,
      issuer: '',
      tokenEndpoint: '',
      awsEndpoint: '',
      microsoft: {},
      pid: 1,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ apiUrl: 'http://127.0.0.1:1/v1', pid: 1 });
  });
});

describe('a checkout that cannot be written', () => {
  it('ends the start with the folder and what to do', () => {
    writeFileSync(join(folder, 'dist'), 'a file in the place of the folder');
    expect(() => assertWritable(folder, ['.local', 'dist'])).toThrow(
      `npm start cannot write to ${folder}/dist (EEXIST): make ${folder} writable, or copy it to a folder that is`,
    );
  });
});
