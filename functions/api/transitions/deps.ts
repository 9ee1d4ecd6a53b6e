import type { AuditPort } from '#shared/api/audited.ts';
import type { FindingPorts } from '#shared/book/finding-with-history.ts';
import type { FindingChange } from '#shared/judging/lifecycle.ts';
import type { TenantSummary } from '#shared/judging/tenant-summary.ts';
import type { TenantId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Connections } from '#shared/store/connection-store.ts';
import type { Customers } from '#shared/store/customer-store.ts';
import type { FindingRows } from '#shared/store/finding-store.ts';

export interface Deps extends FindingPorts {
  readonly customers: FindingPorts['customers'] & Pick<Customers, 'list'>;
  readonly connections: FindingPorts['connections'] & Pick<Connections, 'list'>;
  readonly rows: FindingPorts['rows'] & Pick<FindingRows, 'ofTenant'>;
  readonly audit: AuditPort;
  /** The tenant that a finding key names; undefined where the text is no such key. */
  tenantOf(findingKey: string): TenantId | undefined;
  /** How many findings `writeTransition` takes at most. */
  readonly maxChangesPerTransition: number;
  /** Writes everything or nothing. Throws `RecordChanged` if one of the records has changed since it was read. */
  writeTransition(
    scope: MspScope,
    tenantId: TenantId,
    changes: readonly FindingChange[],
    summary: TenantSummary | undefined,
  ): Promise<void>;
}
