import type { Cursors } from '#shared/api/cursor.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { CustomerId, MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { AuditReads } from '#shared/store/audit-reads.ts';
import type { ChainPosition, ChainReport } from '#shared/store/audit-verification.ts';

export interface Deps {
  readonly audit: Pick<AuditReads, 'newest' | 'oldest'> & {
    verify(scope: MspScope, anchors: readonly ChainPosition[]): Promise<ChainReport & { readonly head: ChainPosition }>;
  };
  readonly anchors: {
    ofMsp(scope: MspScope): Promise<{ readonly anchors: readonly ChainPosition[]; readonly refused: number }>;
  };
  readonly members: {
    list(scope: MspScope): Promise<readonly { readonly memberId: MemberId; readonly email: string }[]>;
  };
  readonly customers: {
    list(scope: MspScope): Promise<readonly { readonly customerId: CustomerId; readonly name: string }[]>;
  };
  readonly cursors: Cursors;
  readonly clock: Clock;
}
