import type { ViewPorts } from '#shared/book/read-postures.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { Signals } from '#shared/store/signal-store.ts';

export interface Deps extends ViewPorts {
  readonly signals: Pick<Signals, 'ofTenant'>;
  readonly clock: Clock;
}
