import type { AuditPort } from '#shared/api/audited.ts';
import type { CustomerPorts } from '#shared/book/read-book.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { FactsBySurface } from '#shared/posture/facts.ts';
import type { BreakGlassStore } from '#shared/store/break-glass-store.ts';

export interface Deps extends CustomerPorts {
  /** The user as of the last read of the directory. */
  userOf(scope: MspScope, tenantId: TenantId, userId: string): Promise<FactsBySurface['users'] | undefined>;
  readonly marks: Pick<BreakGlassStore, 'put'>;
  readonly audit: AuditPort;
}
