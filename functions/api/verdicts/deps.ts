import type { CustomerPorts } from '#shared/book/read-book.ts';
import type { StatesOf } from '#shared/book/surfaces.ts';
import type { FindingRows } from '#shared/store/finding.ts';
import type { TenantVerdictStore } from '#shared/store/tenant-verdicts.ts';

export interface Deps extends CustomerPorts {
  readonly rows: Pick<FindingRows, 'ofTenant'>;
  readonly verdicts: Pick<TenantVerdictStore, 'ofTenant'>;
  readonly statesOf: StatesOf;
}
