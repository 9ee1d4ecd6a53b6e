import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LogLine } from '#local/runtime/telemetry/log-store.ts';
import { localDirectory } from './session-file.ts';

export interface LogFile {
  readonly path: string;
  write(line: LogLine): void;
  close(): void;
}

/** Opens an empty log file for the output of functions, one JSON object a line. */
export const openLogFile = (): LogFile => {
  mkdirSync(localDirectory, { recursive: true });
  const path = resolve(localDirectory, 'functions.log');
  let descriptor: number | undefined = openSync(path, 'w', 0o600);
  return {
    path,
    write: (line) => {
      if (descriptor !== undefined) writeSync(descriptor, `${JSON.stringify(line)}\n`);
    },
    close: () => {
      if (descriptor !== undefined) closeSync(descriptor);
      descriptor = undefined;
    },
  };
};
