import type { ApiRequest } from '#shared/contract/function-contract.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import type { UnmatchedLine } from '#shared/licensing/match-contract.ts';
import { type BilledLine, readBilledTable } from '#shared/licensing/read-billed-table.ts';
import type { SkuFinder } from '#shared/licensing/sku-finder.ts';
import { truncate } from '#shared/licensing/table-columns.ts';
import type { contract } from './contract.ts';

type Request = ApiRequest<typeof contract.operations.replaceContract, MemberScope>;

/** The most entries of one kind that an answer lists; beside them it states the total. */
export const maxListed = 100;

const linesOfJson = (body: NonNullable<Request['body']>): readonly BilledLine[] =>
  body.lines.map(({ skuId, partNumber, product, seats, unitPrice, beginsOn, endsOn, status }, at) => ({
    line: at + 1,
    products: [skuId, partNumber, product].filter((text) => text !== undefined),
    seats,
    unitPriceCents: unitPrice === undefined ? null : Math.round(unitPrice * 100),
    beginsOn: beginsOn ?? null,
    endsOn: endsOn ?? null,
    notBilled: status === 'inactive' ? 'its status is inactive' : null,
  }));

const linesOfCsv = (text: string): readonly BilledLine[] => {
  const { lines, problems } = readBilledTable(text, listPrices.currency);
  if (problems.length === 0) return lines;
  const pointers = problems
    .slice(0, maxListed)
    .map(({ line, detail }) => ({ in: 'body' as const, pointer: '', line, detail: `line ${line}: ${detail}` }));
  const how = problems.length === 1 ? pointers[0]?.detail : `${problems.length} problems; errors lists the first`;
  throw new AppError('InvalidInput', `the table could not be read as a contract: ${how}`, { pointers });
};

/**
 * The lines of the request, from JSON or CSV. A table with a line that cannot be read is refused with the numbers of
 * those lines.
 */
export const toBilledLines = ({ body, csv }: Pick<Request, 'body' | 'csv'>): readonly BilledLine[] => {
  if (csv !== undefined) return linesOfCsv(csv);
  return body === undefined ? [] : linesOfJson(body);
};

const reasons: Readonly<Record<UnmatchedLine['reason'], string>> = {
  unknown: 'is not a known SKU; nearest',
  ambiguous: 'could be several SKUs',
  contradictory: 'names several SKUs at once',
};

/** Refuses a contract with unmatched lines. Dropping them silently would make their seats look uncontracted. */
export const refuseUnmatched = (unmatched: readonly UnmatchedLine[], finder: SkuFinder, isCsv: boolean): never => {
  const pointers = unmatched.slice(0, maxListed).map(({ line, products, reason }) => {
    const nearest = finder.nearest(products).map(({ name, partNumber }) => `${name} (${partNumber})`);
    const detail = `"${truncate(products.join(' · '))}" ${reasons[reason]}: ${nearest.join(', ')}`;
    return isCsv
      ? { in: 'body' as const, pointer: '', line, detail: `line ${line}: ${detail}` }
      : { in: 'body' as const, pointer: `/lines/${line - 1}`, detail };
  });
  const what = unmatched.length === 1 ? 'a line is' : `${unmatched.length} lines are`;
  throw new AppError('InvalidInput', `${what} of no known SKU: correct them, or leave them out with unmatched=skip`, {
    pointers,
  });
};
