import type { Cursors } from '#shared/api/cursor.ts';
import type { FindingPorts } from '#shared/book/finding-with-history.ts';
import type { BookPorts } from '#shared/book/read-book.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends FindingPorts {
  readonly customers: BookPorts['customers'] & FindingPorts['customers'];
  readonly connections: BookPorts['connections'] & FindingPorts['connections'];
  readonly summaries: BookPorts['summaries'] & FindingPorts['summaries'];
  readonly rows: BookPorts['rows'] & FindingPorts['rows'] & Pick<FindingRows, 'ofTenant' | 'worstFirst'>;
  readonly cursors: Cursors;
}
