import { z } from 'zod';
import { Instant } from '#shared/kernel/clock.ts';
import { CustomerId, MspId } from '#shared/kernel/ids.ts';

export const shapeVersion = 1;

/** A domain of a customer, in lower case and IDNA ASCII. */
export const CustomerDomain = z.object({ domain: z.string().min(1), includeSubdomains: z.boolean() });
export type CustomerDomain = z.output<typeof CustomerDomain>;

/** A client company of an MSP. */
export const Customer = z.object({
  mspId: MspId,
  customerId: CustomerId,
  name: z.string().min(1),
  domains: z.array(CustomerDomain),
  createdAt: Instant,
  /** Incremented by each change; a write names the revision that it read. */
  revision: z.number().int().positive(),
});
export type Customer = z.output<typeof Customer>;
