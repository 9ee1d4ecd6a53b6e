import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { identityOf, isRunning, ProcessIdentity } from './process-identity.ts';

const StackRecord = z.object({
  stack: ProcessIdentity,
  engine: ProcessIdentity.optional(),
  sessionFile: z.string().optional(),
  apiUrl: z.string().optional(),
});
type StackRecord = z.output<typeof StackRecord>;

/** The record of this stack, which a later start reads if this process is killed. */
export interface OwnRecord {
  addEngine(pid: number): void;
  addSession(sessionFile: string, apiUrl: string): void;
  remove(): void;
}

const directoryOf = (localDirectory: string): string => join(localDirectory, 'stacks');
const claimOf = (dataDir: string): string => join(dataDir, 'stack.json');

const readRecord = (file: string): StackRecord | undefined => {
  try {
    return StackRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined; // No record, or one that was cut off: there is nothing to clean up by it.
  }
};

const recordFiles = (localDirectory: string): readonly string[] => {
  try {
    return readdirSync(directoryOf(localDirectory)).map((name) => join(directoryOf(localDirectory), name));
  } catch {
    return []; // No stack has been started here yet.
  }
};

const ownerOf = (localDirectory: string, owns: (record: StackRecord) => boolean): number | undefined =>
  recordFiles(localDirectory)
    .flatMap((file) => readRecord(file) ?? [])
    .find((record) => owns(record) && isRunning(record.stack))?.stack.pid;

/** The process that owns a session file; undefined when no running stack does. */
export const ownerOfSession = (localDirectory: string, sessionFile: string): number | undefined =>
  ownerOf(localDirectory, (record) => record.sessionFile === sessionFile);

/** The process of the stack that serves the API on a port; undefined when none of this checkout does. */
export const ownerOfPort = (localDirectory: string, port: number): number | undefined =>
  ownerOf(localDirectory, ({ apiUrl }) => apiUrl !== undefined && new URL(apiUrl).port === String(port));

/** Stops what a killed stack has left behind. Returns a sentence for the person who starts the next one. */
const cleanUpAfter = ({ stack, engine, sessionFile }: StackRecord): string => {
  const done: string[] = [];
  if (engine !== undefined && isRunning(engine)) {
    process.kill(engine.pid, 'SIGKILL');
    done.push(`stopped its database engine (process ${engine.pid})`);
  }
  if (sessionFile !== undefined) {
    rmSync(sessionFile, { force: true });
    done.push(`removed ${sessionFile}, which held its tokens`);
  }
  return `an earlier npm start (process ${stack.pid}) did not end cleanly: ${done.join(', ') || 'nothing was left to stop'}`;
};

/** Cleans up after stacks of this checkout that were killed. */
export const cleanUpKilledStacks = (localDirectory: string): readonly string[] =>
  recordFiles(localDirectory).flatMap((file) => {
    const record = readRecord(file);
    if (record !== undefined && isRunning(record.stack)) return [];
    rmSync(file, { force: true });
    return record === undefined ? [] : [cleanUpAfter(record)];
  });

/** Refuses data that another stack uses. A claim of a killed stack, perhaps of another checkout, is cleaned up. */
export const claimData = (dataDir: string): readonly string[] => {
  const record = readRecord(claimOf(dataDir));
  if (record === undefined) return [];
  if (!isRunning(record.stack)) {
    rmSync(claimOf(dataDir), { force: true });
    return [cleanUpAfter(record)];
  }
  throw new Error(
    `the data in ${dataDir} is in use by another npm start (process ${record.stack.pid}): stop that one, or name another folder with --data`,
  );
};

/** Writes the record of this process, below `.local` and beside the data if it is kept. */
export const recordStack = (localDirectory: string, dataDir: string | undefined): OwnRecord => {
  const files = [
    join(directoryOf(localDirectory), `${process.pid}.json`),
    ...(dataDir === undefined ? [] : [claimOf(dataDir)]),
  ];
  let record: StackRecord = { stack: identityOf(process.pid) };
  const write = (added: Partial<StackRecord>): void => {
    record = { ...record, ...added };
    for (const file of files) {
      mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
      writeFileSync(file, JSON.stringify(record), { mode: 0o600 });
    }
  };
  write({});
  return {
    addEngine: (pid) => write({ engine: identityOf(pid) }),
    addSession: (sessionFile, apiUrl) => write({ sessionFile, apiUrl }),
    remove: () => {
      for (const file of files) rmSync(file, { force: true });
    },
  };
};
