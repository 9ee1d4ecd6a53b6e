import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { guidInput, TextLine } from '#shared/kernel/text.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { Price } from '#shared/licensing/price.ts';

/** More SKUs than Microsoft sells. All prices fit into one item of the table. */
const maxPrices = 1000;
/** A higher amount is a typing error. */
const maxDollars = 100_000;

const isWholeCents = (dollars: number): boolean => Math.abs(dollars * 100 - Math.round(dollars * 100)) < 1e-6;

const Currency = z.literal(listPrices.currency, `prices are in ${listPrices.currency}`);

const SetPrice = z
  .strictObject({
    skuId: TextLine.toLowerCase().pipe(z.guid('must be the id of a SKU, a GUID')).meta(guidInput).optional(),
    partNumber: TextLine.min(1).max(200).optional(),
    pricePerSeatMonth: z
      .number()
      .min(0, 'must not be negative')
      .max(maxDollars, `is more than ${maxDollars} a seat and month`)
      .refine(isWholeCents, 'has fractions of a cent'),
    currency: Currency.default(listPrices.currency),
    term: Price.shape.term.default('annual'),
    source: TextLine.min(1, 'must not be empty').max(200).optional(),
    asOf: CalendarDate.optional(),
  })
  .refine(({ skuId, partNumber }) => skuId !== undefined || partNumber !== undefined, {
    path: ['skuId'],
    message: 'skuId or partNumber is required',
  });

const EarlierPrice = z.object({ pricePerSeatMonth: z.number(), source: z.string(), asOf: CalendarDate });

/** A SKU and the price of a seat. Each field of the price is null if no price is set. */
export const PriceAnswer = z
  .object({
    skuId: z.string(),
    partNumber: z.string(),
    name: z.string(),
    pricePerSeatMonth: z.number().nullable(),
    currency: z.string(),
    term: Price.shape.term.nullable(),
    source: z.string().nullable(),
    asOf: CalendarDate.nullable(),
    /** It holds for subscriptions that began or were renewed on or after this day; null if it has not changed. */
    validFrom: CalendarDate.nullable(),
    /** The list price of a subscription that was last renewed before that day. */
    before: EarlierPrice.nullable(),
    /** Who set the price: Microsoft's list, the MSP for all customers, or the MSP for this customer. */
    setBy: z.enum(['list', 'msp', 'customer']).nullable(),
  })
  .meta({ id: 'SkuPrice', description: 'The price of one seat, with its source and date.' });

const PriceListAnswer = z
  .object({
    currency: z.string(),
    /** The customer of the list; null for the list of all customers. */
    customerId: CustomerId.nullable(),
    customerName: z.string().nullable(),
    /** Increases with each change of this list; 0 if it was never changed. */
    revision: z.int().nonnegative(),
    /** All known SKUs, sorted by name. */
    items: z.array(PriceAnswer),
    /** The SKUs without a price, with the reason. No dollars are shown for them. */
    unpricedSkus: z.array(
      z.object({ skuId: z.string(), partNumber: z.string(), name: z.string(), reason: z.string() }),
    ),
  })
  .meta({ id: 'PriceList', description: 'The prices of seats, and the subscriptions without one.' });

export const contract = apiContract({
  description: 'Prices of seats: built-in list prices, and the prices that the MSP set for all customers or for one.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    getPrices: {
      route: 'GET /v1/prices',
      summary: 'The prices in force by SKU, with their source; for one customer if `customerId` is given.',
      ability: 'posture.read',
      query: z.strictObject({ customerId: CustomerId.optional() }),
      response: { status: 200, body: PriceListAnswer },
      errors: ['NotFound'],
    },
    replacePrices: {
      route: 'PUT /v1/prices',
      summary:
        'Replace the prices of all customers, or of one if `customerId` is given. All prices are stored or none.',
      ability: 'prices.manage',
      body: z.strictObject({
        customerId: CustomerId.optional(),
        /** The revision that the prices are based on. If it is not the current one, the answer is 412. */
        revision: z.int().nonnegative().optional(),
        currency: Currency.default(listPrices.currency),
        prices: z.array(SetPrice).max(maxPrices, `at most ${maxPrices} prices can be set at once`),
      }),
      response: { status: 200, body: PriceListAnswer },
      errors: ['NotFound', 'PreconditionFailed', 'RecordChanged'],
    },
  },
});
