import type { Cursors } from '#shared/api/cursor.ts';
import type { BookPorts, CustomerPorts } from '#shared/book/read-book.ts';
import type { StatesOf } from '#shared/book/surfaces.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { FindingRows } from '#shared/store/finding.ts';
import type { FindingHistory } from '#shared/store/finding-history.ts';

export interface Deps {
  readonly customers: BookPorts['customers'];
  readonly connections: BookPorts['connections'];
  readonly summaries: BookPorts['summaries'] & CustomerPorts['summaries'];
  readonly rows: Pick<FindingRows, 'ofTenant' | 'byKey' | 'worstFirst'>;
  readonly history: Pick<FindingHistory, 'ofFinding'>;
  readonly statesOf: StatesOf;
  readonly cursors: Cursors;
  readonly clock: Clock;
}
