import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { contract, MoveOutcome } from './contract.ts';
import type { Deps } from './deps.ts';
import { type MoveResult, moveFindingsOfTenant } from './move-findings-of-tenant.ts';
import { requestedMove } from './requested-move.ts';
import { selectedFindings } from './selected-findings.ts';

type Op = typeof contract.operations.transitionFindings;

/** After this time no further findings are begun, so that the answer is sent before the function times out. */
const maxMilliseconds = 20_000;

const unknownKey: MoveResult = { outcome: 'not-found', detail: 'there is no finding with this key' };

/** Changes the findings tenant by tenant. What happens to one of them does not change the outcome of another. */
export const transitionFindings = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const deadline = performance.now() + maxMilliseconds;
  const isInTime = () => performance.now() < deadline;
  const move = await requestedMove(caller, body, deps);
  const { findingKeys, tenants } = await selectedFindings(caller, body, deps);
  const results = new Map<string, MoveResult>();
  for (const selected of tenants) {
    const moved = await moveFindingsOfTenant({ caller, selected, move, requestId, isInTime }, deps);
    for (const [findingKey, result] of moved) results.set(findingKey, result);
  }
  const items = findingKeys.map((findingKey) => ({ findingKey, ...(results.get(findingKey) ?? unknownKey) }));
  return { body: { items, counts: countsOf(items) } };
};

const countsOf = (items: readonly MoveResult[]): Record<MoveOutcome, number> => {
  const count = (outcome: MoveOutcome): number => items.filter((item) => item.outcome === outcome).length;
  return {
    moved: count('moved'),
    unchanged: count('unchanged'),
    resolved: count('resolved'),
    conflict: count('conflict'),
    'not-found': count('not-found'),
    failed: count('failed'),
    'not-attempted': count('not-attempted'),
  };
};
