import { audited } from '#shared/api/audited.ts';
import { customerSkus } from '#shared/book/customer-skus.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { type MatchedContract, matchContract } from '#shared/licensing/match-contract.ts';
import { createSkuFinder, type SkuFinder } from '#shared/licensing/sku-finder.ts';
import { maxListed, refuseUnmatched, toBilledLines } from './billed-lines.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';

type Op = typeof contract.operations.replaceContract;

/** The line in a form that people recognize. */
const productOf = (products: readonly string[]): string => products.join(' · ').slice(0, 300);

const toMatchedAnswer = ({ skus, matched, unmatched, leftOut }: MatchedContract, finder: SkuFinder) => ({
  skus: skus.map((sku) => ({ ...sku, periods: [...sku.periods] })),
  lines: matched.slice(0, maxListed).map(({ line, products, seats, unitPriceCents, sku, beginsOn, endsOn }) => ({
    ...sku,
    line,
    product: productOf(products),
    seats,
    unitPrice: unitPriceCents === null ? null : unitPriceCents / 100,
    beginsOn,
    endsOn,
  })),
  linesTotal: matched.length + unmatched.length + leftOut.length,
  unmatched: unmatched.slice(0, maxListed).map(({ line, products, seats, reason }) => ({
    line,
    product: productOf(products),
    seats,
    why: reason,
    nearest: [...finder.nearest(products)],
  })),
  unmatchedTotal: unmatched.length,
  leftOut: leftOut.slice(0, maxListed).map(({ line, products, seats, why }) => ({
    line,
    product: productOf(products),
    seats,
    reason: why,
  })),
  leftOutTotal: leftOut.length,
});

export const replaceContract = async (
  { caller, params: { customerId }, query, body, csv, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customer, known, held } = await customerSkus(caller, customerId, deps);
  const finder = createSkuFinder(known, held);
  const matchedContract = matchContract(toBilledLines({ body, csv }), finder, dateOf(deps.clock.now()));
  const answer = { customerId, customerName: customer.name, ...toMatchedAnswer(matchedContract, finder) };
  if (query.dryRun === 'true') return { body: { ...answer, stored: false, contractId: null } };
  // A contract without matched lines would say that nothing is billed.
  const isEmpty = matchedContract.matched.length === 0;
  if (matchedContract.unmatched.length > 0 && (query.unmatched === 'refuse' || isEmpty)) {
    refuseUnmatched(matchedContract.unmatched, finder, csv !== undefined);
  }
  const before = await deps.contracts.pointerOf(caller, customerId);
  const billed = { source: csv === undefined ? ('json' as const) : ('csv' as const), skus: matchedContract.skus };
  const auditEntry = { action: 'contract.changed', target: customerId, customerId, requestId } as const;
  const { pointer } = await audited(deps.audit, caller, auditEntry, () =>
    deps.contracts.replace(caller, customerId, before, billed),
  );
  return { body: { ...answer, stored: true, contractId: pointer.contractId } };
};
