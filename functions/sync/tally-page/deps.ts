import type { BookRuns } from '#shared/store/book-run-store.ts';

export interface Deps {
  readonly bookRuns: Pick<BookRuns, 'recordTally'>;
}
