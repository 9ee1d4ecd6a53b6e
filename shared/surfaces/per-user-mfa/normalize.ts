import type { z } from 'zod';
import type { PerUserMfa, RawRequirements } from './schema.ts';

export const normalize = (userId: string, raw: z.output<typeof RawRequirements>): PerUserMfa => ({
  userId,
  state: raw.perUserMfaState,
});
