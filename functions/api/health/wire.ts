import type { z } from 'zod';
import type { contract } from './contract.ts';

export const wire = (environment: z.output<typeof contract.environment>) => ({ stage: environment.STAGE });
