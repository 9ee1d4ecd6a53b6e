import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

const children = new Set<ChildProcess>();
let handlersInstalled = false;

const killAll = (): void => {
  for (const child of children) child.kill('SIGKILL');
};

/** Starts a process that ends with this one, unless this one is killed with SIGKILL. */
export const spawnChild = (command: string, options: readonly string[], settings: SpawnOptions): ChildProcess => {
  if (!handlersInstalled) {
    handlersInstalled = true;
    process.on('exit', killAll);
    for (const signal of ['SIGHUP', 'SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        // Another listener decides when to exit. Without one, the signal ends the process as it would by default.
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

/** Sends SIGTERM and waits for the exit; sends SIGKILL after two seconds. */
export const terminateChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const killTimer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await exited;
  clearTimeout(killTimer);
};
