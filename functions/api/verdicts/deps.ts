import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { FindingRows } from '#shared/store/finding.ts';
import type { TenantVerdictStore } from '#shared/store/tenant-verdicts.ts';

export interface Deps extends ViewPorts {
  readonly rows: Pick<FindingRows, 'ofTenant'>;
  readonly verdicts: Pick<TenantVerdictStore, 'ofTenant'>;
}
