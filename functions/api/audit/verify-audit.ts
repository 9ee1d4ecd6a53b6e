import { instantOf } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.verifyAudit;

/** Anchors first: one that is set after the head was read would look like rows that were cut off. */
export const verifyAudit = async (
  { caller }: ApiRequest<Op, MemberScope>,
  { audit, anchors, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const held = await anchors.ofMsp(caller);
  const { rows, brokenAt, reason, head, anchoredUpTo } = await audit.verify(caller, held.anchors);
  return {
    body: {
      whole: brokenAt === null,
      rows,
      brokenAt,
      reason,
      head,
      anchoredUpTo,
      anchorsRefused: held.refused,
      verifiedAt: instantOf(clock.now()),
    },
  };
};
