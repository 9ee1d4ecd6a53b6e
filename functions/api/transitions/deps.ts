import type { AuditPort } from '#shared/api/audited.ts';
import type { FindingPorts } from '#shared/book/finding-with-history.ts';
import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends FindingPorts {
  readonly rows: FindingPorts['rows'] & Pick<FindingRows, 'ofTenant'>;
  readonly audit: AuditPort;
  /** Writes everything or nothing. Throws `RecordChanged` if one of the records has changed since it was read. */
  writeTransition(
    scope: MspScope,
    tenantId: TenantId,
    change: FindingChange,
    summary: TenantSummary | undefined,
  ): Promise<void>;
}
