import type { BookRuns } from '#shared/store/book-run-store.ts';

export interface Deps {
  readonly bookRuns: Pick<BookRuns, 'finish'>;
  /** Raises an alarm unless zero: a connection was scheduled and its outcome is unknown. */
  recordUnaccounted(connections: number): void;
}
