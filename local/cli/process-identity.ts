import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A process id is used again after its process has ended, so the start time belongs to it. */
export const ProcessIdentity = z.object({ pid: z.int().positive(), startedAt: z.string() });
export type ProcessIdentity = z.output<typeof ProcessIdentity>;

/** Field 22 of `/proc/PID/stat`, in clock ticks since the machine started. The name in field 2 may contain spaces. */
const linuxStartTime = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};

const startTimeOf = (pid: number): string | undefined => {
  try {
    return process.platform === 'linux'
      ? linuxStartTime(pid)
      : execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return undefined; // No such process.
  }
};

export const identityOf = (pid: number): ProcessIdentity => ({ pid, startedAt: startTimeOf(pid) ?? '' });

export const isRunning = ({ pid, startedAt }: ProcessIdentity): boolean => startTimeOf(pid) === startedAt;
