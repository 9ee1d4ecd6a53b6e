import { instantOf } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/contract.ts';
import type { contract } from './contract.ts';
import type { Deps } from './ports.ts';

type Op = typeof contract.operations.verifyAudit;

/** Nothing anchors the head outside the table, and the answer says so: a chain rewritten as a whole would pass. */
const anchoredUpTo = null;

export const verifyAudit = async (
  { caller }: ApiRequest<Op, MemberScope>,
  { audit, clock }: Deps,
): Promise<ApiAnswer<Op>> => {
  const { rows, brokenAt, reason, head } = await audit.verify(caller);
  return {
    body: {
      whole: brokenAt === null,
      rows,
      brokenAt,
      reason,
      head,
      anchoredUpTo,
      verifiedAt: instantOf(clock.now()),
    },
  };
};
