import { z } from 'zod';
import { CalendarDate } from '#shared/kernel/clock.ts';
import { CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { Price } from '#shared/licensing/price.ts';

/** More SKUs than Microsoft sells; all of them fit one item of the table. */
const pricesAtMost = 1000;
/** A typing error, not a price. */
const dollarsAtMost = 100_000;

const isWholeCents = (dollars: number): boolean => Math.abs(dollars * 100 - Math.round(dollars * 100)) < 1e-6;

const Currency = z.literal(listPrices.currency, `prices are in ${listPrices.currency}`);

const SetPrice = z
  .strictObject({
    skuId: z.guid('must be the id of a SKU, a GUID').toLowerCase().optional(),
    partNumber: z.string().trim().min(1).max(200).optional(),
    pricePerSeatMonth: z
      .number()
      .min(0, 'must not be negative')
      .max(dollarsAtMost, `is more than ${dollarsAtMost} a seat and month`)
      .refine(isWholeCents, 'has fractions of a cent'),
    currency: Currency.default(listPrices.currency),
    term: Price.shape.term.default('annual'),
    source: z.string().trim().min(1, 'must not be empty').max(200).optional(),
    asOf: CalendarDate.optional(),
  })
  .refine(({ skuId, partNumber }) => skuId !== undefined || partNumber !== undefined, {
    path: ['skuId'],
    message: 'skuId or partNumber is wanted',
  });

/** A SKU and what a seat of it costs; every field of the price is null where nobody has set one. */
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
    /** Microsoft's list, the MSP for all its customers, or the MSP for this customer. */
    setBy: z.enum(['list', 'msp', 'customer']).nullable(),
  })
  .meta({ id: 'SkuPrice' });

const PriceListAnswer = z
  .object({
    currency: z.string(),
    /** Whose list it is; null is the one for all customers. */
    customerId: CustomerId.nullable(),
    /** Rises with each change of what was set here; 0 where nothing ever was. */
    revision: z.int().nonnegative(),
    /** Every SKU that is known, by name. */
    items: z.array(PriceAnswer),
    /** Those of them that nobody has set a price for: no dollars are said of them. */
    unpricedSkus: z.array(z.object({ skuId: z.string(), partNumber: z.string(), name: z.string() })),
  })
  .meta({ id: 'PriceList' });

export const contract = apiContract({
  description: 'What seats cost: built-in list prices, and the prices that the MSP set for all customers or for one.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    getPrices: {
      route: 'GET /v1/prices',
      summary: 'The prices in force, by SKU, with who set them; of one customer where one is named.',
      ability: 'posture.read',
      query: z.strictObject({ customerId: CustomerId.optional() }),
      response: { status: 200, body: PriceListAnswer },
      errors: ['NotFound'],
    },
    replacePrices: {
      route: 'PUT /v1/prices',
      summary:
        'Set prices for all customers, or for the one that is named, in the place of those set there before. All or none.',
      ability: 'prices.manage',
      body: z.strictObject({
        customerId: CustomerId.optional(),
        /** The revision that this was made from: 412 where it is no longer that one. */
        revision: z.int().nonnegative().optional(),
        currency: Currency.default(listPrices.currency),
        prices: z.array(SetPrice).max(pricesAtMost, `at most ${pricesAtMost} prices are set at once`),
      }),
      response: { status: 200, body: PriceListAnswer },
      errors: ['NotFound', 'PreconditionFailed', 'RecordChanged'],
    },
  },
});
