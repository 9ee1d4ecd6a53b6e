import type { Cursors } from '#shared/api/cursor.ts';
import type { MemberPorts } from '#shared/book/member-names.ts';
import type { BookPorts } from '#shared/book/read-book.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends BookPorts, MemberPorts {
  readonly rows: BookPorts['rows'] & Pick<FindingRows, 'ofFindingId'>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}
