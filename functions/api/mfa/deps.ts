import type { BookTenant } from '#shared/book/portfolio.ts';
import type { CustomerPorts } from '#shared/book/read-book.ts';
import type { StatesOf } from '#shared/book/surfaces.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { Posture } from '#shared/posture/posture.ts';
import type { Signals } from '#shared/store/signal.ts';

export interface Deps extends CustomerPorts {
  readonly signals: Pick<Signals, 'ofTenant'>;
  readonly statesOf: StatesOf;
  postureOf(scope: MspScope, tenant: BookTenant, surfaceIds: readonly string[]): Promise<Posture>;
}
