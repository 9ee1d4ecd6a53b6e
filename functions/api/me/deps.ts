import type { MemberId } from '#shared/kernel/ids.ts';
import type { MspScope } from '#shared/kernel/scope.ts';

export interface Deps {
  readonly mspOf: (scope: MspScope) => Promise<{ readonly name: string } | undefined>;
  readonly memberOf: (scope: MspScope, memberId: MemberId) => Promise<{ readonly joinedAt: string | null } | undefined>;
}
