import type { z } from 'zod';
import type { FunctionContract } from '#shared/lambda/contract.ts';
import { Environment } from '#shared/lambda/environment.ts';
import type { AnySurface } from '#shared/surfaces/define-surface.ts';

/** All surface functions do one job, so they have one contract; memory and time are the surface's own. */
export const surfaceContract = (surface: AnySurface): FunctionContract => ({
  description: `Reads ${surface.title} of one tenant`,
  environment,
  access: { table: 'write', credentials: 'read' },
  timeoutSeconds: surface.timeoutSeconds ?? 60,
  memoryMegabytes: surface.memoryMegabytes ?? 512,
});

const environment: z.ZodObject = Environment.pick({ STAGE: true, TABLE_NAME: true, CREDENTIALS_PREFIX: true });
