import { audited } from '#shared/api/audited.ts';
import type { ApiAnswer, ApiRequest } from '#shared/contract/function-contract.ts';
import { dateOf } from '#shared/kernel/clock.ts';
import { AppError } from '#shared/kernel/errors.ts';
import type { MemberScope } from '#shared/kernel/scope.ts';
import type { Price } from '#shared/licensing/price.ts';
import type { NamedSku } from '#shared/licensing/sku-finder.ts';
import type { contract } from './contract.ts';
import type { Deps } from './deps.ts';
import { readPriceList, toPriceListAnswer } from './price-list.ts';

type Op = typeof contract.operations.replacePrices;
type RequestedPrice = NonNullable<ApiRequest<Op, MemberScope>['body']>['prices'][number];

interface Pointer {
  readonly in: 'body';
  readonly pointer: string;
  readonly detail: string;
}

/** The SKU of each entry, and a JSON pointer for each entry that is wrong. */
const matchSkus = (requested: readonly RequestedPrice[], known: readonly NamedSku[]) => {
  const byId = new Map(known.map((sku) => [sku.skuId.toLowerCase(), sku]));
  const byPartNumber = new Map(known.map((sku) => [sku.partNumber.toLowerCase(), sku]));
  const seen = new Map<string, number>();
  const pointers: Pointer[] = [];
  const skus = requested.map(({ skuId, partNumber }, at) => {
    const field = skuId === undefined ? 'partNumber' : 'skuId';
    const refuse = (detail: string, name: string = field): undefined => {
      pointers.push({ in: 'body', pointer: `/prices/${at}/${name}`, detail });
      return undefined;
    };
    const sku = skuId === undefined ? byPartNumber.get(partNumber?.toLowerCase() ?? '') : byId.get(skuId);
    if (sku === undefined) return refuse('is not a known SKU');
    if (partNumber !== undefined && sku.partNumber.toLowerCase() !== partNumber.toLowerCase()) {
      return refuse(`is not the part number of ${sku.skuId}, which is ${sku.partNumber}`, 'partNumber');
    }
    const earlier = seen.get(sku.skuId);
    if (earlier !== undefined) return refuse(`${sku.partNumber} already has its price at /prices/${earlier}`);
    seen.set(sku.skuId, at);
    return sku;
  });
  return { skus, pointers };
};

/** The prices in their stored form. Throws `InvalidInput` with a pointer for each entry that is wrong. */
const pricesOf = (requested: readonly RequestedPrice[], known: readonly NamedSku[], today: string): Price[] => {
  const { skus, pointers } = matchSkus(requested, known);
  if (pointers.length > 0)
    throw new AppError('InvalidInput', 'some prices name no known SKU or name one twice', { pointers });
  return requested.flatMap(({ pricePerSeatMonth, currency, term, source = 'set by the MSP', asOf = today }, at) => {
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
  const currentRevision = list.own?.revision ?? 0;
  if (revision !== undefined && revision !== currentRevision) {
    throw new AppError(
      'PreconditionFailed',
      `the prices are at revision ${currentRevision}, not ${revision}: read them again`,
    );
  }
  const prices = pricesOf(body.prices, list.known, dateOf(deps.clock.now()));
  const auditEntry = {
    action: 'prices.changed',
    target: customerId ?? 'prices',
    requestId,
    ...(customerId === undefined ? {} : { customerId }),
  } as const;
  const own = await audited(deps.audit, caller, auditEntry, () =>
    deps.overrides.replace(caller, customerId ?? 'MSP', list.own, prices),
  );
  return { body: toPriceListAnswer({ ...list, own, ofMsp: customerId === undefined ? own : list.ofMsp }) };
};
