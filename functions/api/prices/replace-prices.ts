import { audited } from '#shared/api/audited.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { ApiAnswer, ApiRequest } from '#shared/lambda/function-contract.ts';
import type { Price } from '#shared/licensing/price.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPriceList, toPriceListAnswer } from './price-list.ts';

type Op = typeof contract.operations.replacePrices;
type Wanted = NonNullable<ApiRequest<Op, MemberScope>['body']>['prices'][number];

interface Pointer {
  readonly in: 'body';
  readonly pointer: string;
  readonly detail: string;
}

/** The SKU of each entry, or where in the body it is wrong. */
const recognized = (wanted: readonly Wanted[], known: readonly NamedSku[]) => {
  const byId = new Map(known.map((sku) => [sku.skuId.toLowerCase(), sku]));
  const byPartNumber = new Map(known.map((sku) => [sku.partNumber.toLowerCase(), sku]));
  const seen = new Map<string, number>();
  const pointers: Pointer[] = [];
  const skus = wanted.map(({ skuId, partNumber }, at) => {
    const field = skuId === undefined ? 'partNumber' : 'skuId';
    const refuse = (detail: string, name: string = field): undefined => {
      pointers.push({ in: 'body', pointer: `/prices/${at}/${name}`, detail });
      return undefined;
    };
    const sku = skuId === undefined ? byPartNumber.get(partNumber?.toLowerCase() ?? '') : byId.get(skuId);
    if (sku === undefined) return refuse('is no SKU that is known here');
    if (partNumber !== undefined && sku.partNumber.toLowerCase() !== partNumber.toLowerCase()) {
      return refuse(`is not the part number of ${sku.skuId}, which is ${sku.partNumber}`, 'partNumber');
    }
    const earlier = seen.get(sku.skuId);
    if (earlier !== undefined) return refuse(`${sku.partNumber} has its price at /prices/${earlier} already`);
    seen.set(sku.skuId, at);
    return sku;
  });
  return { skus, pointers };
};

/** Prices as they are kept, all of them or none: throws `InvalidInput` with every entry that is wrong. */
const pricesOf = (wanted: readonly Wanted[], known: readonly NamedSku[], today: string): Price[] => {
  const { skus, pointers } = recognized(wanted, known);
  if (pointers.length > 0)
    throw new AppError('InvalidInput', 'some prices are of no SKU, or twice of one', { pointers });
  return wanted.flatMap(({ pricePerSeatMonth, currency, term, source = 'set by the MSP', asOf = today }, at) => {
    const sku = skus[at];
    if (sku === undefined) return [];
    const centsPerSeatMonth = Math.round(pricePerSeatMonth * 100);
    return [{ skuId: sku.skuId, partNumber: sku.partNumber, currency, centsPerSeatMonth, term, source, asOf }];
  });
};

export const replacePrices = async (
  { caller, body, requestId }: ApiRequest<Op, MemberScope>,
  deps: Deps,
): Promise<ApiAnswer<Op>> => {
  const { customerId, revision } = body;
  const list = await readPriceList(caller, customerId, deps);
  const stands = list.own?.revision ?? 0;
  if (revision !== undefined && revision !== stands) {
    throw new AppError(
      'PreconditionFailed',
      `these prices stand at revision ${stands}, not ${revision}: read them again`,
    );
  }
  const prices = pricesOf(body.prices, list.known, dateOf(deps.clock.now()));
  const what = {
    action: 'prices.changed',
    target: customerId ?? 'prices',
    requestId,
    ...(customerId === undefined ? {} : { customerId }),
  };
  const own = await audited(deps.audit, caller, what, () =>
    deps.overrides.replace(caller, customerId ?? 'MSP', list.own, prices),
  );
  return { body: toPriceListAnswer({ ...list, own, ofMsp: customerId === undefined ? own : list.ofMsp }) };
};
