import type { Anchor } from '#shared/aws/anchor.ts';
import type { Clock } from '#shared/kernel/clock.ts';
import type { MspScope } from '#shared/kernel/scope.ts';

export interface Deps {
  readonly msps: { all(): Promise<readonly MspScope[]> };
  readonly audit: { headOf(scope: MspScope): Promise<{ readonly seq: number; readonly hash: string }> };
  readonly anchors: { append(anchor: Anchor): Promise<void> };
  readonly clock: Clock;
}
