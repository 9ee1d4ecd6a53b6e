import { z } from 'zod';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { CalendarDate, Instant } from '#shared/kernel/clock.ts';
import { ContractId, CustomerId } from '#shared/kernel/ids.ts';
import { guidInput, TextLine } from '#shared/kernel/text.ts';
import { BilledPeriod } from '#shared/licensing/billed-periods.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { maxSeats } from '#shared/licensing/read-billed-table.ts';

/**
 * 5 MB. A Lambda payload is limited to 6 MiB after JSON escaping, so a table with a quote around each field may reach
 * that limit first, which is also answered 413.
 */
const largestCsvBytes = 5_000_000;

const SkuSeats = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  /** Those that are billed today. */
  seats: z.int().nonnegative(),
});

const Days = { beginsOn: CalendarDate.nullable(), endsOn: CalendarDate.nullable() };

const Line = z
  .strictObject({
    skuId: TextLine.pipe(z.guid('must be the id of a SKU, a GUID')).meta(guidInput).optional(),
    partNumber: TextLine.min(1).max(200).optional(),
    /** The name of the product in the PSA. */
    product: TextLine.min(1).max(200).optional(),
    seats: z.int('must be a whole number').min(0, 'must not be negative').max(maxSeats, `is more than ${maxSeats}`),
    unitPrice: z.number().min(0, 'must not be negative').optional(),
    /** The first and the last day on which the line is billed. */
    beginsOn: CalendarDate.optional(),
    endsOn: CalendarDate.optional(),
    status: z.enum(['active', 'inactive']).default('active'),
    currency: z.literal(listPrices.currency, `prices are in ${listPrices.currency}`).optional(),
  })
  .refine((line) => [line.skuId, line.partNumber, line.product].some((text) => text !== undefined), {
    path: ['product'],
    message: 'skuId, partNumber or product is required',
  });

const MatchedContractAnswer = z
  .object({
    customerId: CustomerId,
    customerName: z.string(),
    /** False in a dry run. */
    stored: z.boolean(),
    contractId: ContractId.nullable(),
    /** The contract by SKU: the seats of all lines of a SKU are added up, and `lines` is their number. */
    skus: z.array(SkuSeats.extend({ lines: z.int().positive(), periods: z.array(BilledPeriod) })),
    /** The first 100 matched lines. Lines of a CSV count from 1 including the header, lines of JSON are entries. */
    lines: z.array(
      SkuSeats.extend({
        line: z.int().positive(),
        product: z.string(),
        /**
         * As stated, for whatever period is billed. It is validated and shown but not stored: dollars come from the
         * price list.
         */
        unitPrice: z.number().nullable(),
        ...Days,
      }),
    ),
    linesTotal: z.int().nonnegative(),
    /** The first 100 lines that match no known SKU, with the nearest SKUs. */
    unmatched: z.array(
      z.object({
        line: z.int().positive(),
        product: z.string(),
        seats: z.int().nonnegative(),
        why: z.enum(['unknown', 'ambiguous', 'contradictory']),
        nearest: z.array(z.object({ skuId: z.string(), partNumber: z.string(), name: z.string() })),
      }),
    ),
    unmatchedTotal: z.int().nonnegative(),
    /** The first 100 lines that are not billed: they ended, or their status or billing says so. */
    leftOut: z.array(
      z.object({ line: z.int().positive(), product: z.string(), seats: z.int().nonnegative(), reason: z.string() }),
    ),
    leftOutTotal: z.int().nonnegative(),
  })
  .meta({ id: 'MatchedContract', description: 'A contract, and how each of its lines was read.' });

const ContractAnswer = z
  .object({
    customerId: CustomerId,
    customerName: z.string(),
    contractId: ContractId,
    source: z.enum(['csv', 'json']),
    storedAt: Instant,
    skus: z.array(SkuSeats.extend({ periods: z.array(BilledPeriod) })),
  })
  .meta({ id: 'Contract', description: 'What a customer is billed by the MSP.' });

const params = z.strictObject({ customerId: CustomerId });
const YesOrNo = z.enum(['true', 'false']).default('false');

export const contract = apiContract({
  description: "What the MSP's PSA bills a customer for: seats by SKU.",
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true }),
  access: { table: 'write', audit: 'append' },
  timeoutSeconds: 29,
  memoryMegabytes: 1024,
  operations: {
    getContract: {
      route: 'GET /v1/customers/{customerId}/contract',
      summary: 'The contract in force; 404 if none was stored.',
      ability: 'posture.read',
      params,
      response: { status: 200, body: ContractAnswer },
      errors: ['NotFound'],
    },
    replaceContract: {
      route: 'PUT /v1/customers/{customerId}/contract',
      summary:
        'Replace the contract, as JSON or as the CSV export of a PSA (columns for product and quantity). It is stored completely or not at all. With dryRun nothing is stored.',
      ability: 'contracts.manage',
      params,
      query: z.strictObject({
        dryRun: YesOrNo,
        /**
         * Lines of no known SKU: `refuse` the whole contract, or `skip` them (work, hardware, software of other
         * vendors).
         */
        unmatched: z.enum(['refuse', 'skip']).default('refuse'),
      }),
      body: z.strictObject({ lines: z.array(Line).max(10_000, 'at most 10000 lines; send more as CSV') }),
      csv: { largestBytes: largestCsvBytes },
      response: { status: 200, body: MatchedContractAnswer },
      errors: ['NotFound', 'RecordChanged'],
    },
    deleteContract: {
      route: 'DELETE /v1/customers/{customerId}/contract',
      summary: 'Delete the contract. Seats are then no longer compared with what is billed.',
      ability: 'contracts.manage',
      params,
      response: { status: 204 },
      errors: ['NotFound'],
    },
  },
});
