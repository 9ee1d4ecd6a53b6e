import type { AuditPort } from '#shared/api/audited.ts';
import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { Contracts } from '#shared/store/contract-store.ts';

export interface Deps extends ViewPorts {
  readonly contracts: Contracts;
  readonly audit: AuditPort;
}
