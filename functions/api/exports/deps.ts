import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MemberPorts } from '#shared/book/member-names.ts';
import type { BookPorts } from '#shared/book/read-book.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends Omit<BookPorts, 'rows'>, MemberPorts {
  readonly rows: BookPorts['rows'] & Pick<FindingRows, 'ofTenant'>;
  readonly audit: AuditPort;
  readonly cursors: Cursors;
  readonly clock: Clock;
}
