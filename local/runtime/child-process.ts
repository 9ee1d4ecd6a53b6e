import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const children = new Set<ChildProcess>();
let watching = false;

const killAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};

/** Starts a process that never outlives this one, however this one ends short of SIGKILL. */
export const spawnChild = (command: string, options: readonly string[], settings: SpawnOptions): ChildProcess => {
  if (!watching) {
    watching = true;
    process.on('exit', killAll);
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        // Whoever else listens decides when to leave; alone, the signal ends the process as it would without us.
        if (process.listenerCount(signal) === 1) {
          killAll();
          process.exit(128 + { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal]);
        }
      });
    }
  }
  const child = spawn(command, [...options], settings);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
};

/** Ends a child and waits until it is gone; after two seconds without asking twice. */
export const terminateChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(hurry);
};
