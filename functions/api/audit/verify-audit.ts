import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { instantOf } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.verifyAudit;

/** The anchors are read before the head. An anchor set after the head was read would make newer rows look truncated. */
export const verifyAudit = async (
  { caller }: ApiRequest<Op, MemberScope>,
  { audit, anchors, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const stored = await anchors.ofMsp(caller);
  const { rows, brokenAt, reason, head, anchoredUpTo } = await audit.verify(caller, stored.anchors);
  return {
    body: {
      intact: brokenAt === null,
      rows,
      brokenAt,
      reason,
      head,
      anchoredUpTo,
      anchorsRefused: stored.refused,
      verifiedAt: instantOf(clock.now()),
    },
  };
};
