import { z } from 'zod';

/** The task of a measured process. */
export const Task = z.strictObject({
  tableName: z.string(),
  /** The number of the MSP and of the connection. */
  number: z.int().positive(),
  tenantId: z.string(),
  clientId: z.string(),
  secret: z.string(),
  /** 1 for the first read of the tenant, 2 for the second. */
  reading: z.int().positive(),
  /** Whether to collect garbage and sample the reachable data after every page. */
  samplesHeap: z.boolean(),
});
export type Task = z.output<typeof Task>;

/** The result of a measured process. */
export const Measured = z.strictObject({
  read: z.int(),
  written: z.int(),
  /** Reachable data before the read, and its maximum during the read. */
  startBytes: z.int(),
  peakBytes: z.int(),
  /** Peak of the process, including garbage, code and buffers. */
  residentPeakBytes: z.int(),
});
export type Measured = z.output<typeof Measured>;
