import type { AuditPort } from '#shared/api/audited.ts';
import type { PosturePorts } from '#shared/book/posture-ports.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Contracts } from '#shared/store/contract-store.ts';

export interface Deps extends PosturePorts {
  readonly clock: Clock;
  readonly contracts: Contracts;
  readonly audit: AuditPort;
}
