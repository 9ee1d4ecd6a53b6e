import type { AuditPort } from '#shared/api/audited.ts';
import type { Cursors } from '#shared/api/cursor.ts';
import type { MemberPorts } from '#shared/book/member-names.ts';
import type { BookPorts } from '#shared/book/read-book.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends Omit<BookPorts, 'rows'>, MemberPorts {
  readonly rows: BookPorts['rows'] & Pick<FindingRows, 'ofTenant'>;
  readonly audit: AuditPort;
  /** Counts one page. Returns the headers that say how many are left; throws `RateLimited`. */
  readonly consumeRateLimit: (caller: MemberScope) => Promise<Readonly<Record<string, string>>>;
  readonly cursors: Cursors;
  readonly clock: Clock;
}
