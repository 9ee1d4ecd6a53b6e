import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Session {
  readonly apiUrl: string;
  readonly mspId: string;
  readonly tokens: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly members: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly tokenEndpoint: string;
  /** Where the operator's commands find Lambda. */
  readonly awsEndpoint: string;
  readonly microsoft: Readonly<Record<string, string>>;
  readonly pid: number;
}

export const localDirectory = resolve(import.meta.dirname, '../../.local');
const file = resolve(localDirectory, 'session.json');

/** Says to other programs of this user where the stack serves and how to sign in. Holds tokens, so nobody else may read it. */
export const writeSession = (session: Session): void => {
  mkdirSync(localDirectory, { recursive: true });
  writeFileSync(file, `${JSON.stringify(session, undefined, 2)}\n`, { mode: 0o600 });
};

/** What the last start that still serves wrote; undefined where none does, or where it can't be read. */
export const runningSession = (): Pick<Session, 'apiUrl' | 'pid'> | undefined => {
  try {
    const { apiUrl, pid } = JSON.parse(readFileSync(file, 'utf8')) as Session; // written by this file
    process.kill(pid, 0);
    return { apiUrl, pid };
  } catch {
    return undefined; // No file, half a file, or a process that has ended: nobody serves.
  }
};

const writerOf = (): unknown => {
  try {
    const session: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof session === 'object' && session !== null && 'pid' in session ? session.pid : undefined;
  } catch {
    return undefined; // No file, or half a file: nothing that this process wrote.
  }
};

/** Removes the file, unless another start has put its own there meanwhile. */
export const removeSession = (): void => {
  if (writerOf() === process.pid) rmSync(file, { force: true });
};
