import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { ContractId, CustomerId } from '#shared/kernel/ids.ts';
import { apiContract } from '#shared/lambda/function-contract.ts';
import { Environment } from '#shared/lambda/function-environment.ts';
import { listPrices } from '#shared/licensing/list-prices.ts';
import { maxSeats } from '#shared/licensing/read-billed-table.ts';

/** 5 MB. Lambda takes 6 MiB with everything that JSON escapes, so a table with a quote around each field may reach that first: also 413. */
const largestCsvBytes = 5_000_000;

const SkuSeats = z.object({
  skuId: z.string(),
  partNumber: z.string(),
  name: z.string(),
  seats: z.int().nonnegative(),
});

const Line = z
  .strictObject({
    skuId: z.guid('must be the id of a SKU, a GUID').optional(),
    partNumber: z.string().trim().min(1).max(200).optional(),
    /** As the PSA calls it. */
    product: z.string().trim().min(1).max(200).optional(),
    seats: z.int('must be a whole number').min(0, 'must not be negative').max(maxSeats, `is more than ${maxSeats}`),
    unitPrice: z.number().min(0, 'must not be negative').optional(),
    currency: z.literal(listPrices.currency, `prices are in ${listPrices.currency}`).optional(),
  })
  .refine((line) => [line.skuId, line.partNumber, line.product].some((text) => text !== undefined), {
    path: ['product'],
    message: 'skuId, partNumber or product is wanted',
  });

const UnderstoodAnswer = z
  .object({
    customerId: CustomerId,
    /** False in a dry run. */
    stored: z.boolean(),
    contractId: ContractId.nullable(),
    /** The contract: seats of all lines of one SKU are added up, `lines` says how many there were. */
    skus: z.array(SkuSeats.extend({ lines: z.int().positive() })),
    /** The first 100, as they were understood. Lines count from 1, titles included; of JSON, entries do. */
    lines: z.array(
      SkuSeats.extend({
        line: z.int().positive(),
        product: z.string(),
        /** As stated, for whatever period is billed. Checked, shown and not kept: dollars come from the price list. */
        unitPrice: z.number().nullable(),
      }),
    ),
    linesTotal: z.int().nonnegative(),
    /** The first 100 of no SKU that is known, and what may have been meant. */
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
  })
  .meta({ id: 'UnderstoodContract' });

const ContractAnswer = z
  .object({
    customerId: CustomerId,
    contractId: ContractId,
    source: z.enum(['csv', 'json']),
    storedAt: Instant,
    skus: z.array(SkuSeats),
  })
  .meta({ id: 'Contract' });

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
      summary: 'The contract in force; 404 where none was ever stored.',
      ability: 'posture.read',
      params,
      response: { status: 200, body: ContractAnswer },
      errors: ['NotFound'],
    },
    replaceContract: {
      route: 'PUT /v1/customers/{customerId}/contract',
      summary:
        'Say what is billed, as JSON or as the CSV that a PSA exports (columns for product and quantity). All of it counts from one moment, or none. With dryRun nothing is stored.',
      ability: 'contracts.manage',
      params,
      query: z.strictObject({
        dryRun: YesOrNo,
        /** What to do about lines of no known SKU: refuse all of it, or leave these out (work, hardware, other makers' software). */
        unmatched: z.enum(['refuse', 'skip']).default('refuse'),
      }),
      body: z.strictObject({ lines: z.array(Line).max(10_000, 'at most 10000 lines; more are taken as CSV') }),
      csv: { largestBytes: largestCsvBytes },
      response: { status: 200, body: UnderstoodAnswer },
      errors: ['NotFound', 'RecordChanged'],
    },
    deleteContract: {
      route: 'DELETE /v1/customers/{customerId}/contract',
      summary: 'Take back what was said; nothing is then compared with what is billed.',
      ability: 'contracts.manage',
      params,
      response: { status: 204 },
      errors: ['NotFound'],
    },
  },
});
