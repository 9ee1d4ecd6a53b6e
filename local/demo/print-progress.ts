import type { Screen } from '#local/cli/screen.ts';
import type { BookRun, SyncKind, TenantProgress } from './sync-book.ts';

/** Prints one line when a tenant has ended. */
export const printTenant = (screen: Screen, progress: TenantProgress, total: number, name: string): void => {
  const { done, outcome, seconds } = progress;
  const position = `${String(done).padStart(String(total).length)}/${total}`;
  const ended = outcome === 'finished' ? screen.paint('green', outcome) : screen.paint('yellow', outcome);
  screen.line(
    `  ${position}  ${name.padEnd(32)} ${screen.paint('dim', `${seconds.toFixed(1).padStart(5)} s`)}  ${ended}`,
  );
};

export const printRun = (screen: Screen, kind: SyncKind, { scheduled, finished, failed, skipped }: BookRun): void => {
  screen.line(`  ${kind}: ${scheduled} scheduled = ${finished} finished + ${failed} failed + ${skipped} skipped`);
};
