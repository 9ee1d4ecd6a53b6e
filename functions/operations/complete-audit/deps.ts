import type { Clock } from '#shared/kernel/clock.ts';
import type { MspScope } from '#shared/kernel/scope.ts';
import type { AuditLog } from '#shared/store/audit-log.ts';

export interface Deps {
  readonly msps: { all(): Promise<readonly MspScope[]> };
  readonly audit: Pick<AuditLog, 'openPairs' | 'appendUnknown' | 'appendWaiting'>;
  /** Emits the number of rows that were written, which an alarm evaluates. */
  measure(completed: number): void;
  readonly clock: Clock;
}
