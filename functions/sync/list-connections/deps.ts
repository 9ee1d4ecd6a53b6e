import type { BookRuns } from '#shared/store/book-run-store.ts';
import type { DirectoryDue } from '#shared/store/directory-due.ts';

export interface Deps {
  readonly bookRuns: Pick<BookRuns, 'begin' | 'positionOf' | 'recordListed'>;
  readonly due: Pick<DirectoryDue, 'dueUntil'>;
}
