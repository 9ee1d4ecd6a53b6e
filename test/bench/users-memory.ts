import { z } from 'zod';

/** What the measured process is told: which tenant to read, and which reading of it this is, counted from one. */
export const Task = z.strictObject({
  tableName: z.string(),
  /** Of the MSP and the connection. */
  number: z.int().positive(),
  tenantId: z.string(),
  clientId: z.string(),
  secret: z.string(),
  reading: z.int().positive(),
  /** Whether the reachable data is looked at after every page, by forced collections; else the process is left to itself. */
  samplesHeap: z.boolean(),
});
export type Task = z.output<typeof Task>;

/** What it answers. */
export const Measured = z.strictObject({
  read: z.int(),
  written: z.int(),
  /** Reachable before the reading, and at most during it. */
  startBytes: z.int(),
  peakBytes: z.int(),
  /** Of the whole process, garbage and code and buffers included. */
  residentPeakBytes: z.int(),
});
export type Measured = z.output<typeof Measured>;
