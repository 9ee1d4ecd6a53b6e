import type { AuditPort } from '#shared/api/audited.ts';
import type { PosturePorts } from '#shared/book/posture-ports.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { PriceOverrideStore } from '#shared/store/price-override-store.ts';

export interface Deps extends PosturePorts {
  readonly clock: Clock;
  readonly overrides: Pick<PriceOverrideStore, 'ofOwner' | 'replace'>;
  readonly audit: AuditPort;
}
