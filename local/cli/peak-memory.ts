import { readdirSync, readFileSync } from 'node:fs';

const sampleMilliseconds = 250;
const pageBytes = 4096;

interface ProcessEntry {
  readonly parent: number;
  readonly residentBytes: number;
  readonly command: string;
}

/** Every process of this machine, from /proc. The command's name may hold spaces and parentheses. */
const readProcesses = (): ReadonlyMap<number, ProcessEntry> => {
  const processes = new Map<number, ProcessEntry>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      processes.set(Number(pid), {
        parent: Number(fields[1]),
        residentBytes: Number(fields[21]) * pageBytes,
        command: stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')),
      });
    } catch {
      // The process ended while the list was read.
    }
  }
  return processes;
};

/** The npm that started this process, if one did: it stays in memory as long as the stack. */
const npmAbove = (processes: ReadonlyMap<number, ProcessEntry>, pid: number): number => {
  let top = pid;
  for (let at = processes.get(pid)?.parent ?? 0; at > 1; at = processes.get(at)?.parent ?? 0) {
    const command = processes.get(at)?.command ?? '';
    if (command.startsWith('npm')) top = at;
    if (!/^(npm|sh$|bash$|dash$|node$)/.test(command)) break;
  }
  return top;
};

/**
 * The resident memory of a process and of everything it started, in bytes. Memory that several processes share counts
 * once for each of them, so the sum is an upper limit.
 */
export const residentBytes = (top: number, processes = readProcesses()): number => {
  const belongs = (one: number): boolean => {
    for (let at = one; at > 1; at = processes.get(at)?.parent ?? 0) if (at === top) return true;
    return false;
  };
  return [...processes].reduce((sum, [one, entry]) => (belongs(one) ? sum + entry.residentBytes : sum), 0);
};

export interface MemoryWatch {
  /** The highest sum so far in megabytes (10^6 bytes); null where there is no /proc. */
  peakMegabytes(): number | null;
}

/** Samples the memory of this command four times a second until the process ends. */
export const watchMemory = (): MemoryWatch => {
  if (process.platform !== 'linux') return { peakMegabytes: () => null };
  let peak = 0;
  const sample = (): void => {
    const processes = readProcesses();
    peak = Math.max(peak, residentBytes(npmAbove(processes, process.pid), processes));
  };
  sample();
  setInterval(sample, sampleMilliseconds).unref();
  return {
    peakMegabytes: () => {
      sample();
      return Math.ceil(peak / 1e6);
    },
  };
};
