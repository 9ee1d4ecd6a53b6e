import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface Session {
  readonly apiUrl: string;
  readonly mspId: string;
  readonly tokens: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly members: Readonly<Record<'admin' | 'member' | 'viewer', string>>;
  readonly tokenEndpoint: string;
  /** Endpoint of the local Lambda, for the operator's commands. */
  readonly awsEndpoint: string;
  readonly microsoft: Readonly<Record<string, string>>;
  readonly pid: number;
}

export const localDirectory = resolve(import.meta.dirname, '../../.local');
const file = resolve(localDirectory, 'session.json');

/**
 * Tells other programs of this user where the stack serves and how to sign in. Only the user may read it: it holds
 * tokens.
 */
export const writeSession = (session: Session): void => {
  mkdirSync(localDirectory, { recursive: true });
  writeFileSync(file, `${JSON.stringify(session, undefined, 2)}\n`, { mode: 0o600 });
};

/** The session of a stack that still serves; undefined when there is none or the file cannot be read. */
export const runningSession = (): Pick<Session, 'apiUrl' | 'pid'> | undefined => {
  try {
    const { apiUrl, pid } = JSON.parse(readFileSync(file, 'utf8')) as Session; // written by this file
    process.kill(pid, 0);
    return { apiUrl, pid };
  } catch {
    return undefined; // No file, a truncated file, or a process that has ended: no stack serves.
  }
};

const writerOf = (): unknown => {
  try {
    const session: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return typeof session === 'object' && session !== null && 'pid' in session ? session.pid : undefined;
  } catch {
    return undefined; // No file or a truncated file: this process did not write it.
  }
};

/** Removes the file, unless another stack has written its own in the meantime. */
export const removeSession = (): void => {
  if (writerOf() === process.pid) rmSync(file, { force: true });
};
