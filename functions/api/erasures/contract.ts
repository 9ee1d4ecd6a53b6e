import { z } from 'zod';
import { Email } from '#shared/api/email.ts';
import { apiContract } from '#shared/contract/function-contract.ts';
import { Environment } from '#shared/contract/function-environment.ts';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, ErasureId } from '#shared/kernel/ids.ts';

export const ErasureAnswer = z
  .object({
    erasureId: ErasureId,
    kind: z.enum(['address', 'customer']),
    /** SHA-256 of the MSP's id, a space and the address, in hex. The receipt contains no address. */
    addressHash: z.string().nullable(),
    customerId: CustomerId.nullable(),
    state: z.enum(['running', 'finished', 'failed']),
    requestedAt: Instant,
    finishedAt: Instant.nullable(),
    removed: z.object({
      /** Stored copies of messages; one for each mailbox and customer. */
      messages: z.number().int(),
      events: z.number().int(),
      /** Connections of tenants that belonged to this customer alone, with their credentials. */
      connections: z.number().int(),
      /** Facts, findings, numbers and runs of their tenants. */
      tenantRecords: z.number().int(),
      /** Responses that were stored for a day for repeated requests with an Idempotency-Key. */
      storedResponses: z.number().int(),
      /** Findings whose note or ticket contained the address. */
      notes: z.number().int(),
    }),
    /** What still exists, why, and for how many days. */
    kept: z.array(z.object({ what: z.string(), why: z.string(), days: z.number().int().nullable() })),
  })
  .meta({ id: 'Erasure', description: 'The receipt of an erasure.' });

export const contract = apiContract({
  description: 'Erases the stored data of a person or a customer, and reports what was removed.',
  environment: Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true }),
  access: {
    table: 'write',
    directories: ['due-connections', 'credential-expiry'],
    audit: 'append',
    credentials: 'remove',
  },
  timeoutSeconds: 29,
  memoryMegabytes: 512,
  operations: {
    createErasure: {
      route: 'POST /v1/erasures',
      summary: "Erase a person's address from mail and meetings for good, or a customer with all of its data",
      ability: 'erasures.manage',
      body: z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('address'), address: Email }),
        z.strictObject({ kind: z.literal('customer'), customerId: CustomerId }),
      ]),
      response: { status: 201, body: ErasureAnswer },
      errors: ['NotFound', 'RecordChanged'],
    },
    getErasure: {
      route: 'GET /v1/erasures/{erasureId}',
      summary: 'The receipt of an erasure',
      ability: 'erasures.manage',
      params: z.strictObject({ erasureId: ErasureId }),
      response: { status: 200, body: ErasureAnswer },
      errors: ['NotFound'],
    },
  },
});
